import { frontMatterEnd } from './tags/html';

/** What the front matter of a document says of it. */
export interface FrontMatter {
  /** Where it ends; 0 where there is none. */
  readonly end: number;
  readonly title: string | undefined;
  readonly language: string | undefined;
}

/** Reads the front matter of a text: YAML between lines of `---`, TOML between lines of `+++`. */
export function frontMatterOf(text: string): FrontMatter {
  const end = text.startsWith('+++') ? tomlEnd(text) : closedEnd(text);
  const fields = new Map<string, string>();
  for (const line of text.slice(0, end).split('\n')) {
    const field = /^["']?(title|lang|language|locale)["']?[ \t]*[:=][ \t]*(.{1,300})/i.exec(line);
    if (field?.[1] !== undefined && field[2] !== undefined) {
      fields.set(field[1].toLowerCase(), scalar(field[2]));
    }
  }
  const title = fields.get('title') ?? '';
  return {
    end,
    title: title === '' ? undefined : title,
    language: fields.get('lang') ?? fields.get('language') ?? fields.get('locale'),
  };
}

/** Front matter that nothing ends is none. */
function closedEnd(text: string): number {
  const end = frontMatterEnd(text);
  return end < text.length || /\n---[ \t]*\r?\n?$/.test(text.slice(-20)) ? end : 0;
}

function tomlEnd(text: string): number {
  const close = /^\+\+\+[ \t]*$/m.exec(text.slice(3));
  return close === null ? 0 : 3 + close.index + close[0].length;
}

/** A plain or quoted value of YAML or TOML; other kinds of values are passed over. */
function scalar(value: string): string {
  const text = value.trim();
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(text)?.[1];
  const single = /^'((?:[^']|'')*)'/.exec(text)?.[1];
  if (double !== undefined || single !== undefined) {
    return (double?.replaceAll(/\\(["\\/])/g, '$1') ?? single?.replaceAll("''", "'") ?? '').trim();
  }
  return /^[[{|>&*!]/.test(text) ? '' : text.replace(/[ \t]#.*$/, '').trim();
}
