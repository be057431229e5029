import type { Range, Syntax } from '../../reference';

/** An image in the markup of a dialect, such as a shortcode. Offsets count from the beginning of the text read. */
export interface Embed extends Range {
  readonly syntax: Syntax;
  readonly target: string;
  readonly alt: string | undefined;
  readonly altRange: Range | undefined;
  readonly slot: Range;
  /** The alt text is a variable of the template language. */
  readonly computed?: boolean;
  /** What the markup itself says of the role: an icon is decorative, one with a long description complex. */
  readonly role?: 'decorative' | 'complex';
  readonly caption?: string;
  /** Whether a link is around it, known once the end of that is read. */
  linked: boolean;
  linkTarget?: string;
}

/** A piece of a dialect's markup. It is read as a whole, so that nothing in it is taken for other markup. */
export interface Unit {
  readonly end: number;
  /** Left out where it shows no image, or is not known to. */
  readonly image?: Embed;
}

/** An object with one property to spread into another object; an empty one where the value is undefined or ''. */
export function optional<Key extends string, const Value>(
  key: Key,
  value: Value | undefined,
): Partial<Record<Key, Value>> {
  return value === undefined || value === '' ? {} : ({ [key]: value } as Record<Key, Value>);
}
