import type { ImageReference } from '../../../../src/documents';

/** An image as a parser shows it; `undefined` where it has no alt text, `computed` where code gives it. */
export interface Shown {
  readonly target: string;
  readonly alt: string | undefined;
  readonly computed: boolean;
}

/** What our scanners found, in the same words. */
export function shownOf({ target, alt, computed }: ImageReference): Shown {
  return { target, alt, computed };
}

/** Parsers put spaces for line breaks, and a mark for NUL. */
function plain(text: string): string {
  return text.replaceAll('\0', '\ufffd').replaceAll(/\s+/g, ' ').trim();
}

/** An image in a line; an empty alt text in Markdown is none. */
export function line({ target, alt, computed }: Shown): string {
  return JSON.stringify([plain(target), computed ? '…' : alt === undefined ? null : plain(alt)]);
}

/** What only one of two lists has. */
export function differences(ours: readonly Shown[], theirs: readonly Shown[]): string[] {
  const only = (from: readonly Shown[], without: readonly Shown[]) => {
    const rest = without.map(line);
    return from.map(line).filter((one) => {
      const index = rest.indexOf(one);
      if (index !== -1) {
        rest.splice(index, 1);
      }
      return index === -1;
    });
  };
  return [
    ...only(ours, theirs).map((one) => `ours only: ${one}`),
    ...only(theirs, ours).map((one) => `theirs only: ${one}`),
  ];
}

/** All objects of a syntax tree in order, whatever their kind. */
export function* nodesOf(tree: unknown): Generator<Readonly<Record<string, unknown>>> {
  const stack: unknown[] = [tree];
  const seen = new Set<unknown>();
  while (stack.length > 0) {
    const node = stack.pop();
    if (typeof node !== 'object' || node === null || seen.has(node)) {
      continue;
    }
    seen.add(node);
    if (!Array.isArray(node)) {
      yield node as Record<string, unknown>;
    }
    stack.push(...(Object.values(node) as unknown[]).reverse());
  }
}
