/** A page with one table, as HTML. */
export interface TablePage {
  readonly name: string;
  readonly html: string;
}

/** How the cells of a table are set apart and drawn. */
const looks: Readonly<Record<string, string>> = {
  ruled: 'td, th { border: 1px solid #c5ccd6; padding: 5px 9px; }',
  lines: 'td, th { border-bottom: 1px solid #dde2e8; padding: 8px 12px; }',
  plain: 'td, th { padding: 3px 18px 3px 0; } th { font-weight: bold; }',
  striped: 'tr:nth-child(even) td { background: #eef2f8; } td, th { padding: 6px 14px; }',
  dark: 'body { background: #181b20; color: #ccd2da; } tr:nth-child(even) td { background: #21252c; } td, th { padding: 7px 13px; } th { color: #8f98a6; font-weight: normal; }',
};

const fonts = [
  "14px/20px 'Liberation Sans', sans-serif",
  "13px/19px 'DejaVu Sans', sans-serif",
  "15px/21px 'Liberation Serif', serif",
  "13px/20px 'DejaVu Sans Mono', monospace",
];

const names = 'Harbour,Meadow,Lantern,Copper,Willow,Granite,Saffron,Juniper,Cobalt,Thistle'.split(
  ',',
);
const people =
  'Ingrid Solheim,Rafael Ortega,Petra Voss,Oskar Lindgren,Camille Fournier,Ida Fennimore'.split(
    ',',
  );
const states = 'Paid,Open,Refunded,On hold,Sent'.split(',');
const towns = 'Bristol,York,Leeds,Bath,Exeter,Durham,Truro'.split(',');
const notes = ['arrives in two parts', 'leave with the neighbour', '', 'call before delivery', ''];

type Column = readonly [title: string, cell: (row: number) => string, isNumber?: boolean];

const pick = (values: readonly string[], index: number): string =>
  values[index % values.length] ?? '';

const columns: readonly Column[] = [
  ['Product', (row) => `${pick(names, row * 3)} ${pick(['lamp', 'shelf', 'chair'], row)}`],
  ['Customer', (row) => pick(people, row * 5 + 1)],
  ['Order', (row) => String(20_418 + row * 37)],
  ['State', (row) => pick(states, row * 2)],
  ['Quantity', (row) => String(((row * 7) % 23) + 1), true],
  ['Price', (row) => (12.5 + row * 17.35).toFixed(2), true],
  ['Town', (row) => pick(towns, row + 2)],
  ['Date', (row) => `${((row * 11) % 28) + 1} March 2026`],
  ['Share', (row) => `${(3.4 + row * 2.7).toFixed(1)}%`, true],
  ['Note', (row) => pick(notes, row)],
  ['Weight', (row) => `${(0.4 + row * 1.3).toFixed(1)} kg`, true],
];

/** 20 tables: five looks, four fonts, three to seven columns, some with empty cells, some with text around. */
export function tablePages(): TablePage[] {
  return Array.from({ length: 20 }, (_, index) => {
    const look = Object.keys(looks)[index % 5] ?? '';
    const chosen = Array.from({ length: 3 + (index % 5) }, (_, place) => {
      const column = columns[(index * 3 + place * 4) % columns.length];
      return column ?? (['', () => ''] as Column);
    });
    const rows = Array.from({ length: 4 + (index % 6) }, (_, row) => row + index);
    const table = [
      `<tr>${chosen.map(([title, , isNumber]) => `<th class="${isNumber ? 'n' : ''}">${title}</th>`).join('')}</tr>`,
      ...rows.map(
        (row) =>
          `<tr>${chosen.map(([, cell, isNumber]) => `<td class="${isNumber ? 'n' : ''}">${cell(row)}</td>`).join('')}</tr>`,
      ),
    ].join('');
    const around = index % 2 === 0;
    const html = `<!doctype html><meta charset="utf-8"><style>
      body { margin: 0; padding: 24px 30px; background: #fff; color: #262b33; font: ${fonts[index % 4]}; }
      table { border-collapse: collapse; ${index % 3 === 0 ? 'width: 100%;' : ''} } th { text-align: left; } .n { text-align: right; }
      ${looks[look]}
      </style><body>${around ? '<h2>Deliveries of the spring</h2><p>What was ordered by telephone is not in this list, and neither is what came back.</p>' : ''}
      <table>${table}</table>${around ? '<p>Checked on the first of April by two people who did not know of each other.</p>' : ''}`;
    return {
      name: `table-${String(index + 1).padStart(2, '0')}-${look}${index % 4 === 3 ? '-2x' : ''}`,
      html,
    };
  });
}
