/** The label of the encoding that XML in single bytes states in its first line. */
const stated = /^[^<]*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/;

/**
 * The text of an XML file: in UTF-16 by its byte order mark or its first letter, else in the encoding that it
 * states, else in UTF-8. Throws a RangeError for an unknown encoding, and with `fatal` a TypeError where
 * the bytes are none of it. Source: XML 1.0, Appendix F.
 */
export function decodeXml(bytes: Uint8Array, fatal = true): string {
  return new TextDecoder(encodingOf(bytes), { fatal }).decode(bytes);
}

function encodingOf(bytes: Uint8Array): string {
  const [first = 0, second = 0] = bytes;
  const start = (first << 8) | second;
  if (start === 0xfffe || start === 0x3c00) {
    return 'utf-16le';
  }
  if (start === 0xfeff || start === 0x003c) {
    return 'utf-16be';
  }
  const label = stated.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 200)))?.[1];
  // What can be read as single bytes is not what it may say of itself.
  return label === undefined || /^utf-?16/i.test(label) ? 'utf-8' : label;
}

/** Where the first element of an XML text begins: past declarations, comments and a document type; -1 if nowhere. */
export function firstElement(text: string): number {
  for (let at = 0; ;) {
    while (/\s/.test(text[at] ?? '')) {
      at++;
    }
    if (text.startsWith('<!--', at)) {
      at = past(text, '-->', at + 4);
    } else if (text.startsWith('<?', at)) {
      at = past(text, '?>', at + 2);
    } else if (text.startsWith('<!', at)) {
      at = pastDeclaration(text, at + 2);
    } else {
      return text[at] === '<' ? at : -1;
    }
    if (at === -1) {
      return -1;
    }
  }
}

/** A document type has declarations of its own between brackets, with comments and quoted values in them. */
function pastDeclaration(text: string, from: number): number {
  let depth = 0;
  const token = /<!--|<\?|["'[\]<>]/g;
  token.lastIndex = from;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const [mark] = found;
    if (mark === ']' || (mark === '>' && depth > 0)) {
      depth--;
    } else if (mark === '>') {
      return token.lastIndex;
    } else if (mark === '[' || mark === '<') {
      depth++;
    } else {
      const end = { '<!--': '-->', '<?': '?>' }[mark] ?? mark;
      token.lastIndex = past(text, end, token.lastIndex);
      if (token.lastIndex <= found.index) {
        return -1;
      }
    }
  }
  return -1;
}

function past(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  return at === -1 ? -1 : at + end.length;
}
