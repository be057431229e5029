/**
 * A text on one line, without what a reader does not see and a model may: control characters, direction
 * overrides, tag characters. Joiners stay, which emoji and some scripts need.
 */
export function visible(text: string): string {
  return text
    .replaceAll(/[\u{e0000}-\u{e0fff}\u202a-\u202e\u2060-\u206f\u200b\ufeff]/gu, '')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** A slice that begins and ends with whole characters. */
export function cut(text: string, start: number, end?: number): string {
  return text.slice(start, end).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
}
