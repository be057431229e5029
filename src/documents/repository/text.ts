const decoders = {
  utf8: new TextDecoder(),
  utf16le: new TextDecoder('utf-16le'),
  utf16be: new TextDecoder('utf-16be'),
};

/** So many bytes tell whether a file is text, as Git has it. */
const sample = 8000;

/** The text of a file, without a byte order mark; `undefined` for one that is no text. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) {
    return decoders.utf16le.decode(bytes);
  }
  if (first === 0xfe && second === 0xff) {
    return decoders.utf16be.decode(bytes);
  }
  return bytes.subarray(0, sample).includes(0) ? undefined : decoders.utf8.decode(bytes);
}

/** Offsets in a text in, their lines and columns out, from 1; lines end as VS Code has it. */
export function positionsIn(
  text: string,
): (offset: number) => { readonly line: number; readonly column: number } {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n?|\n/g)) {
    starts.push(index + end.length);
  }
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}
