import type { ReplySchema } from '../conversation/replySchema';
import { isRecord } from '../record';
import { bareAltText } from './bareAltText';
import { visible } from './visible';

export type SuggestedRole = 'decorative' | 'redundant' | 'functional' | 'informative' | 'complex';

const roles: readonly SuggestedRole[] = [
  'decorative',
  'redundant',
  'functional',
  'informative',
  'complex',
];

/** What a model proposes for one image. */
export interface AltTextSuggestion {
  /** What is seen. */
  readonly subject: string;
  readonly reasons: string;
  readonly role: SuggestedRole;
  /** On one line; empty only for a decorative or redundant image. */
  readonly altText: string;
  /** Paragraphs, or empty. */
  readonly longDescription: string;
}

/** The reply about one image: its fields come in the order of thought, what is seen and why before the verdict. */
export const altTextSchema: ReplySchema = {
  name: 'alt_text',
  schema: {
    type: 'object',
    properties: {
      subject: { type: 'string', description: 'What is seen, in a few words' },
      reasons: { type: 'string', description: 'What the image is there for, and why' },
      role: { type: 'string', enum: roles },
      altText: { type: 'string' },
      longDescription: { type: 'string' },
    },
    required: ['subject', 'reasons', 'role', 'altText', 'longDescription'],
    additionalProperties: false,
  },
};

/**
 * A reply as JSON in, what it proposes out; undefined where it has no role, or no text for an image that
 * needs one: any but a decorative or redundant one. Quotation marks, labels and markup around the text are taken off.
 */
export function parseAltTextReply(value: unknown): AltTextSuggestion | undefined {
  if (!isRecord(value)) {
    return undefined;
  }
  const role = roles.find((name) => name === stringOf(value.role).trim().toLowerCase());
  if (role === undefined || !isText(value.altText)) {
    return undefined;
  }
  const altText = role === 'decorative' ? '' : (plainAltText(value.altText ?? '') ?? '');
  if (altText === '' && role !== 'decorative' && role !== 'redundant') {
    return undefined;
  }
  return {
    subject: visible(stringOf(value.subject)),
    reasons: visible(stringOf(value.reasons)),
    role,
    altText,
    longDescription: withBlankLines(stringOf(value.longDescription)),
  };
}

/** An alt text as a model gives it in JSON, on one line and bare; undefined for none. */
export function plainAltText(text: string): string | undefined {
  return bareAltText(text.split(/[\r\n\v\f\u0085\u2028\u2029]+/))?.replaceAll(/\s+/g, ' ');
}

/** Models write null where they mean none. */
function isText(value: unknown): value is string | null | undefined {
  return typeof value === 'string' || value === null || value === undefined;
}

function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A text in, the same with a blank line between its lines out: models part paragraphs by one line break. */
function withBlankLines(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .map(visible)
    .filter((line) => line !== '')
    .join('\n\n');
}
