import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ImageReference, Range } from '../../../../src/documents/reference';

/** What is right of one reference, told from the documentation of its language. */
export interface Label {
  /** The whole markup as it stands. */
  readonly markup: string;
  /** The place of the markup among all the places of the document that it stands in, from 1. */
  readonly occurrence: number;
  readonly target: string;
  readonly alt: string | undefined;
  readonly state: ImageReference['state'];
  readonly role: ImageReference['role'];
  readonly computed: boolean;
  readonly caption: string | undefined;
  readonly linkTarget: string | undefined;
  readonly theme: string | undefined;
}

/** A document that looks like a real one, with the labels of its references in order. */
export interface LabelledDocument {
  /** Relative to this folder. */
  readonly name: string;
  readonly languageId: string;
  readonly text: string;
  readonly labels: readonly Label[];
}

/** Each lies in a folder named by its language id, beside a file `….labels`. */
export function labelledDocuments(): LabelledDocument[] {
  return globSync('*/*.labels', { cwd: __dirname })
    .map((file) => file.replaceAll('\\', '/'))
    .sort()
    .map((file) => {
      const name = file.replace(/\.labels$/, '');
      return {
        name,
        languageId: path.dirname(name),
        text: read(name),
        labels: parseLabels(read(file)),
      };
    });
}

/** Git may write Windows line breaks. */
function read(name: string): string {
  return readFileSync(path.join(__dirname, name), 'utf8').replaceAll('\r\n', '\n');
}

/**
 * Blocks with a blank line between: the markup in lines that begin with `| `, then `name: value` lines.
 * A name that is left out has no value; `alt:` alone is the empty alt text.
 */
function parseLabels(text: string): Label[] {
  return text
    .trim()
    .split('\n\n')
    .map((block) => {
      const lines = block.split('\n');
      const fields = new Map(
        lines
          .filter((line) => !line.startsWith('| '))
          .map((line) => /^(\w+):(?: (.*))?$/.exec(line) ?? [])
          .map(([, name = '', value = '']) => [name, value] as const),
      );
      return {
        markup: lines
          .filter((line) => line.startsWith('| '))
          .map((line) => line.slice(2))
          .join('\n'),
        occurrence: Number(fields.get('occurrence') ?? 1),
        target: fields.get('target') ?? '',
        alt: fields.get('alt'),
        state: fields.get('state') as Label['state'],
        role: fields.get('role') as Label['role'],
        computed: fields.has('computed'),
        caption: fields.get('caption'),
        linkTarget: fields.get('linkTarget'),
        theme: fields.get('theme'),
      };
    });
}

/** Where the markup of a label stands. */
export function rangeOf(text: string, { markup, occurrence }: Label): Range {
  let start = -1;
  for (let count = 0; count < occurrence; count++) {
    start = text.indexOf(markup, start + 1);
    if (start === -1) {
      throw new Error(`The document does not hold ${occurrence} times ${markup}`);
    }
  }
  return { start, end: start + markup.length };
}

/** A line break with the white space around it is the same as a space in an alt text. */
export function withoutBreaks(text: string | undefined): string | undefined {
  return text?.replaceAll(/[ \t]*\r?\n[ \t]*/g, ' ');
}
