/** Where a character comes next from an offset on without a backslash before it; -1 where it does not. */
export function unescapedIndex(text: string, character: string, from: number): number {
  for (let index = from; index < text.length; index++) {
    if (text[index] === '\\') {
      index++;
    } else if (text[index] === character) {
      return index;
    }
  }
  return -1;
}
