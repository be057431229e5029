import type { TextLine } from '../paragraphs';
import { joinBlocks } from '../paragraphs';
import { codeIn, indentOf, type CodeBlock } from './code';
import { tablesIn, type Table } from './tables';

/** Where a word of a text stands in its Markdown, in UTF-16 units; `word` counts through all lines. */
export interface WordPlace {
  readonly word: number;
  readonly start: number;
  readonly end: number;
}

/** A text as Markdown, with the tables in it and the place of each word. */
export interface Written {
  readonly markdown: string;
  readonly tables: readonly Table[];
  readonly places: readonly WordPlace[];
}

/**
 * Writes lines in reading order as Markdown: tables as such, monospaced lines as code with their indentation, all
 * else line by line, with what Markdown would take for markup escaped.
 */
export function writeMarkdown(lines: readonly TextLine[]): Written {
  const tables = tablesIn(lines);
  const blocks = codeIn(lines).filter(
    (block) => !tables.some(({ from, to }) => from < block.to && block.from < to),
  );
  const firsts = firstWords(lines);
  const places: WordPlace[] = [];
  let markdown = '';
  const write = (index: number, text: string): void => {
    places.push({ word: index, start: markdown.length, end: markdown.length + text.length });
    markdown += text;
  };
  const breaks = breaksBetween(lines);
  for (let at = 0; at < lines.length;) {
    const table = tables.find(({ from }) => from === at);
    const block = blocks.find(({ from }) => from === at);
    const end = table?.to ?? block?.to ?? at + 1;
    const isSet = table !== undefined || block !== undefined;
    const wasSet = [...tables, ...blocks].some(({ to }) => to === at);
    if (at > 0) {
      markdown += isSet || wasSet || breaks[at] === true ? '\n\n' : '  \n';
    }
    if (table !== undefined) {
      writeTable(table);
    } else if (block !== undefined) {
      writeCode(block);
    } else {
      lines[at]?.words.forEach((word, index) => {
        markdown += index === 0 ? '' : ' ';
        write((firsts[at] ?? 0) + index, escaped(word.text, index === 0));
      });
    }
    at = end;
  }
  return { markdown, tables, places };

  function writeTable({ rows }: Table): void {
    rows.forEach((row, index) => {
      markdown += index === 0 ? '|' : '\n|';
      for (const cell of row) {
        for (const { words, first } of cell) {
          words.forEach((word, place) => {
            markdown += ' ';
            write(first + place, escaped(word.text, false));
          });
        }
        markdown += ' |';
      }
      markdown += index === 0 ? `\n|${' --- |'.repeat(row.length)}` : '';
    });
  }

  function writeCode(block: CodeBlock): void {
    const some = lines.slice(block.from, block.to);
    const longest = Math.max(
      2,
      ...some.flatMap(({ text }) => text.match(/`+/g) ?? []).map((run) => run.length),
    );
    const fence = '`'.repeat(longest + 1);
    markdown += fence;
    some.forEach((line, index) => {
      markdown += breaks[block.from + index] === true && index > 0 ? '\n\n' : '\n';
      markdown += ' '.repeat(indentOf(line, block));
      line.words.forEach((word, place) => {
        const before = line.words[place - 1];
        const gap = before === undefined ? 0 : (word.box.left - before.box.right) / block.advance;
        markdown += ' '.repeat(before === undefined ? 0 : Math.max(1, Math.round(gap - 0.2)));
        write((firsts[block.from + index] ?? 0) + place, word.text);
      });
    });
    markdown += `\n${fence}`;
  }
}

/** The number of the first word of each line, counted through all lines. */
function firstWords(lines: readonly TextLine[]): number[] {
  let count = 0;
  return lines.map(({ words }) => {
    const first = count;
    count += words.length;
    return first;
  });
}

/** Before which lines there is a blank one. */
function breaksBetween(lines: readonly TextLine[]): boolean[] {
  const marked = lines.map((line) => ({ ...line, text: 'x' }));
  return joinBlocks(marked)
    .split('\n')
    .reduce<boolean[]>((breaks, text, index, all) => {
      return text === '' ? breaks : [...breaks, all[index - 1] === ''];
    }, []);
}

/** What Markdown would take for markup, wherever it stands, and at the start of a line. */
function escaped(text: string, isFirst: boolean): string {
  const safe = text.replace(/[\\`*_[\]<>~|]/g, '\\$&').replace(/&(?=#?\w+;)/g, '\\&');
  return isFirst ? safe.replace(/^([#+=-]|\d+(?=[.)]))/, (start) => guard(start)) : safe;
}

function guard(start: string): string {
  return /^\d/.test(start) ? `${start}\\` : `\\${start}`;
}
