import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import type { Shown } from './shown';

type Node = DefaultTreeAdapterTypes.Node;

/** The `img` elements of a document of HTML as a browser has them, in the order of their tags. */
export function htmlImages(text: string): Shown[] {
  const images: { start: number; shown: Shown }[] = [];
  const stack: Node[] = [parse(text, { sourceCodeLocationInfo: true })];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if ('content' in node) {
      stack.push(node.content);
    }
    if ('childNodes' in node) {
      stack.push(...node.childNodes);
    }
    if ('tagName' in node && node.tagName === 'img') {
      const value = (name: string) => node.attrs.find((own) => own.name === name)?.value;
      const target = value('src');
      if (target !== undefined) {
        const start = node.sourceCodeLocation?.startOffset ?? 0;
        images.push({ start, shown: { target, alt: value('alt'), computed: false } });
      }
    }
  }
  return images.sort((one, other) => one.start - other.start).map(({ shown }) => shown);
}
