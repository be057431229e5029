import { asciidocLines } from './lines';
import { attributesOf } from './attributeList';

const fence = /^[|,:!]===$/;
/** Without any of these in a text, all its tables have the usual separator. */
const signs = [',===', ':===', '!===', 'separator=', 'format='];
const byFormat: Record<string, string> = { csv: ',', tsv: '\t', dsv: ':' };

/**
 * What parts the cells of the table that an offset is in, where that is another character than `|`: in
 * nested tables, in tables of comma-separated values, and where an attribute of the table says so.
 */
export function otherSeparatorAt(text: string, offset: number): string | undefined {
  if (!signs.some((sign) => text.includes(sign))) {
    return undefined;
  }
  const open: { readonly fence: string; readonly separator: string }[] = [];
  let list = '';
  for (const { start, end, kind } of asciidocLines(text)) {
    if (start > offset) {
      break;
    }
    const line = text.slice(start, end).trimEnd();
    if (kind !== 'mark') {
      continue;
    }
    if (fence.test(line) && open.at(-1)?.fence === line) {
      open.pop();
    } else if (fence.test(line)) {
      open.push({ fence: line, separator: separatorOf(list) ?? line.charAt(0) });
    }
    list = /^\[(.*)\]$/.exec(line)?.[1] ?? '';
  }
  const separator = open.at(-1)?.separator;
  return separator === '|' ? undefined : separator;
}

function separatorOf(list: string): string | undefined {
  const named = (key: string) => attributesOf(list).find(({ name }) => name === key)?.value;
  return named('separator') ?? byFormat[named('format') ?? ''];
}
