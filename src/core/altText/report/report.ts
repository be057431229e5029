import type { Finding, Severity } from '../check/finding';

/** What a report tells. */
export interface Report {
  readonly findings: readonly Finding[];
  /** The folder that paths are named from: absolute, with `/`. */
  readonly root: string;
  /** How many documents were read, and how many images they show. */
  readonly documents: number;
  readonly references: number;
  readonly toolVersion: string;
}

export const toolName = 'sightline-alt-text';

/** A path as from a report's root; one outside of it is absolute, on Windows `c:/…`. */
export function pathIn(root: string, path: string): string {
  return isIn(root, path) ? path.slice(withSlash(root).length) : path.replace(/^\/(?=[a-z]:)/i, '');
}

/** Whether a path is below a folder. */
export function isIn(folder: string, path: string): boolean {
  return path.startsWith(withSlash(folder));
}

/** The path of a folder with a slash at its end. */
export function withSlash(folder: string): string {
  return folder.endsWith('/') ? folder : `${folder}/`;
}

/** How many findings there are of each severity. */
export function counts(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const count = { error: 0, warning: 0, note: 0 };
  findings.forEach(({ severity }) => count[severity]++);
  return count;
}

/** For example `1 error, 2 warnings and 0 notes in 20 documents with 64 images.` */
export function summary({ findings, documents, references }: Report): string {
  const { error, warning, note } = counts(findings);
  const where = `in ${plural(documents, 'document')} with ${plural(references, 'image')}`;
  return findings.length === 0
    ? `Nothing found ${where}.`
    : `${plural(error, 'error')}, ${plural(warning, 'warning')} and ${plural(note, 'note')} ${where}.`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** JSON for people and programs; a terminal that shows it obeys nothing in it. */
export function printedJson(value: unknown): string {
  const json = JSON.stringify(value, undefined, 2).replaceAll(
    /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
    (character) => String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${json}\n`;
}
