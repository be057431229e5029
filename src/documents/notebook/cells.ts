/** Characters that stand in the JSON as they are, or one that an escape stands for. */
export interface Piece {
  /** The offset of the first of them in the text, and in the JSON. */
  readonly start: number;
  readonly inJson: number;
  /** How long the escape is; 0 where there is none. */
  readonly escape: number;
}

/** A Markdown cell of a notebook: its text, and where in the JSON the pieces of that stand. */
export interface Cell {
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** Behind the last character. */
  readonly end: number;
}

/**
 * The Markdown cells of a notebook (nbformat 4): `cells` of the outermost object, with `source` as one
 * string or as a list of them. Of what is no JSON there are none.
 */
export function markdownCells(json: string): Cell[] {
  const start = json.startsWith('\ufeff') ? 1 : 0;
  try {
    JSON.parse(start === 0 ? json : json.slice(start));
  } catch {
    return [];
  }
  const cells = new Walk(json);
  const list = cells.members(start).get('cells');
  return list === undefined ? [] : cells.items(list).flatMap((item) => cellAt(cells, item) ?? []);
}

function cellAt(walk: Walk, start: number): Cell | undefined {
  const members = walk.members(start);
  const [type, source] = [members.get('cell_type'), members.get('source')];
  if (type === undefined || source === undefined || walk.string(type).text !== 'markdown') {
    return undefined;
  }
  const strings = walk.json[source] === '"' ? [source] : walk.items(source);
  const pieces: Piece[] = [];
  let text = '';
  let end = source + 1;
  for (const string of strings) {
    const read = walk.string(string, pieces, text.length);
    text += read.text;
    end = read.end;
  }
  return { text, pieces, end };
}

const space = /[ \t\r\n]*/y;
const scalar = /[^\s,\]}]+/y;
const quoteOrEscape = /["\\]/g;
const controls: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** What an escape of JSON stands for, without its backslash. */
function unescaped(escape: string): string {
  return escape.length > 1
    ? String.fromCharCode(parseInt(escape.slice(1), 16))
    : (controls[escape] ?? escape);
}

const bracketOrString = /["[\]{}]/g;

/** Finds places in a text that is known to be JSON. */
class Walk {
  constructor(readonly json: string) {}

  /** Where the values of the object at an offset begin, by their names; none of another value. */
  members(start: number): Map<string, number> {
    const members = new Map<string, number>();
    let position = this.afterSpace(start);
    if (this.json[position] !== '{') {
      return members;
    }
    position = this.afterSpace(position + 1);
    while (this.json[position] === '"') {
      const key = this.string(position);
      const value = this.afterSpace(this.afterSpace(key.end + 1) + 1);
      members.set(key.text, value);
      position = this.afterComma(this.skip(value));
    }
    return members;
  }

  /** Where the items of the list at an offset begin; none of another value. */
  items(start: number): number[] {
    const items: number[] = [];
    if (this.json[start] !== '[') {
      return items;
    }
    let position = this.afterSpace(start + 1);
    while (position < this.json.length && this.json[position] !== ']') {
      items.push(position);
      position = this.afterComma(this.skip(position));
    }
    return items;
  }

  /**
   * The string at an offset; `end` is its closing quote. Of another value nothing. Its pieces go to the
   * others of its cell, of whose text so many characters stand before it.
   */
  string(start: number, pieces: Piece[] = [], before = 0): Cell {
    const { json } = this;
    let text = '';
    let position = start + 1;
    if (json[start] !== '"') {
      return { text, pieces, end: start };
    }
    while (json[position] !== '"' && position < json.length) {
      const from = position;
      quoteOrEscape.lastIndex = from;
      position = quoteOrEscape.test(json) ? quoteOrEscape.lastIndex - 1 : json.length;
      if (position > from) {
        pieces.push({ start: before + text.length, inJson: from, escape: 0 });
        text += json.slice(from, position);
      }
      if (json[position] === '\\') {
        const length = json[position + 1] === 'u' ? '\\u0000'.length : '\\n'.length;
        pieces.push({ start: before + text.length, inJson: position, escape: length });
        text += unescaped(json.slice(position + 1, position + length));
        position += length;
      }
    }
    return { text, pieces, end: position };
  }

  /** The offset behind the value at an offset. */
  private skip(start: number): number {
    const { json } = this;
    let position = start;
    let depth = 0;
    do {
      const char = json.charAt(position);
      if (char === '"') {
        position = this.afterString(position);
      } else if (/[[{]/.test(char)) {
        depth++;
        position++;
      } else if (/[\]}]/.test(char)) {
        depth--;
        position++;
      } else {
        scalar.lastIndex = position;
        scalar.test(json);
        return depth === 0 ? scalar.lastIndex : json.length;
      }
      if (depth > 0) {
        bracketOrString.lastIndex = position;
        position = bracketOrString.test(json) ? bracketOrString.lastIndex - 1 : json.length;
      }
    } while (depth > 0 && position < json.length);
    return position;
  }

  private afterString(start: number): number {
    let position = start + 1;
    for (;;) {
      quoteOrEscape.lastIndex = position;
      if (!quoteOrEscape.test(this.json)) {
        return this.json.length;
      }
      position = quoteOrEscape.lastIndex;
      if (this.json[position - 1] === '"') {
        return position;
      }
      position++;
    }
  }

  private afterSpace(start: number): number {
    space.lastIndex = start;
    space.test(this.json);
    return space.lastIndex;
  }

  private afterComma(start: number): number {
    const position = this.afterSpace(start);
    return this.json[position] === ',' ? this.afterSpace(position + 1) : position;
  }
}
