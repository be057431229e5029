import { DomUtils, parseDocument } from 'htmlparser2';

export type Node = ReturnType<typeof parseDocument>['children'][number];
export type Element = Extract<Node, { attribs: object }>;

/** The nodes of an XML text. Raw, so that entities of the file's own stay what they are. */
export function parseXml(text: string): ReturnType<typeof parseDocument> {
  return parseDocument(text, { xmlMode: true, decodeEntities: false });
}

/** The name of an element without its prefix. */
export function localName({ name }: Element): string {
  return name.slice(name.indexOf(':') + 1);
}

/** A group in the place of an element, which keeps where that was drawn. */
export function group(children: Node[], { transform, opacity }: Element['attribs']): Element {
  const [made] = parseXml('<g/>').children;
  const element = made as Element;
  if (transform !== undefined) {
    element.attribs.transform = transform;
  }
  if (opacity !== undefined) {
    element.attribs.opacity = opacity;
  }
  // A copy, since each leaves its list.
  [...children].forEach((child) => DomUtils.appendChild(element, child));
  return element;
}

const entities: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  amp: '&',
};

/** Attributes are raw: the five entities of XML are read, those of the file's own stay. */
export function decoded(text: string): string {
  return text.replace(/&(quot|apos|lt|gt|amp);/g, (_, name: string) => entities[name] ?? '');
}

export function encoded(text: string): string {
  return text
    .replace(/&(?!#?\w+;)/g, '&amp;')
    .replace(/"/g, '&quot;')
    .replace(/</g, '&lt;');
}
