import type { Range, Syntax } from '../../reference';

/** An image of a dialect that has its own markup within text; offsets are of the text around it. */
export interface Embed extends Range {
  readonly syntax: Syntax;
  readonly target: string;
  readonly alt: string | undefined;
  readonly altRange: Range | undefined;
  readonly slot: Range;
  /** Code that only the running program knows gives the alt text. */
  readonly computed?: boolean;
  /** Its markup says that it is there for decoration, or that a long description goes with it. */
  readonly role?: 'decorative' | 'complex';
  readonly caption?: string;
  linked: boolean;
  linkTarget?: string;
}

/** Markup of a dialect, which holds no other markup; not all of it shows an image. */
export interface Unit {
  readonly end: number;
  readonly image?: Embed;
}

/** An optional property in, nothing where it has no value. */
export function optional<Key extends string, const Value>(
  key: Key,
  value: Value | undefined,
): Partial<Record<Key, Value>> {
  return value === undefined || value === '' ? {} : ({ [key]: value } as Record<Key, Value>);
}
