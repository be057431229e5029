import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { BatchRunState } from '../../providers';
import type { HouseStyle } from '../../core/altText/style';

const rule = v.object({ rule: v.string(), detail: v.optional(v.string()) });

/** Only what was kept comes back, so that what is inside is not looked at. */
const batchState = v.pipe(
  v.looseObject({ version: v.literal(1), id: v.string(), files: v.array(v.unknown()) }),
  v.transform((state) => state as unknown as BatchRunState),
);

/** What the journal keeps; a later entry of the same key takes the place of an earlier one. */
const entry = v.variant('type', [
  /** A text that was paid for. */
  v.object({
    type: v.literal('suggestion'),
    key: v.string(),
    text: v.string(),
    isDecorative: v.boolean(),
    reasons: v.string(),
    longDescription: v.string(),
    broken: v.array(rule),
  }),
  /** Which suggestion a row has, and what the user made of it. */
  v.object({
    type: v.literal('row'),
    key: v.string(),
    state: v.picklist(['suggested', 'accepted', 'skipped', 'applied']),
    text: v.string(),
    isDecorative: v.boolean(),
    /** The suggestion's. */
    suggestion: v.optional(v.string()),
    /** The text that stood in the document. */
    alt: v.optional(v.string()),
    /** Of the image's bytes. */
    hash: v.optional(v.string()),
  }),
  /** What a picture looked like; its key is the hash of its bytes. */
  v.object({
    type: v.literal('picture'),
    key: v.string(),
    width: v.number(),
    height: v.number(),
    cells: v.string(),
  }),
  /** A run that has not ended; its key is the review's id. */
  v.object({ type: v.literal('run'), key: v.string(), rows: v.array(v.string()) }),
  /** A run through batches, that of the review whose id is the key. */
  v.object({
    type: v.literal('batch'),
    key: v.string(),
    /** The name of its connection. */
    connection: v.string(),
    /** That of `BatchRun`; null where the run is over. */
    state: v.nullable(batchState),
  }),
  /** The rows of each of its requests. */
  v.object({ type: v.literal('batchRows'), key: v.string(), rows: v.array(v.array(v.string())) }),
  /** What a request of it asks for; its key is that of the run's state and the request's number. */
  v.object({
    type: v.literal('batchRequest'),
    key: v.string(),
    suggestion: v.string(),
    language: v.string(),
    hash: v.optional(v.string()),
  }),
]);

export type Entry = v.InferOutput<typeof entry>;
export type SuggestionEntry = Extract<Entry, { type: 'suggestion' }>;
export type RowEntry = Extract<Entry, { type: 'row' }>;

/** A value of a journal's line as an entry; undefined where it is none. */
export function parseEntry(value: unknown): Entry | undefined {
  const parsed = v.safeParse(entry, value);
  return parsed.success ? parsed.output : undefined;
}

/** Entries of one type and key replace one another. */
export function keyOfEntry({ type, key }: Pick<Entry, 'type' | 'key'>): string {
  return `${type} ${key}`;
}

/** All that a text depends on. */
export interface SuggestionSource {
  /** The hash of the image's bytes, or its URL. */
  readonly image: string;
  readonly role: string;
  readonly context: string;
  /** Who answers. */
  readonly model: string;
  readonly style: HouseStyle;
  readonly language: string;
  readonly longDescription: boolean;
}

/** The key of a suggestion: equal where the same would be asked of the same model. */
export function suggestionKey({ style, ...source }: SuggestionSource): string {
  const glossary = [...style.glossary];
  return createHash('sha256')
    .update(JSON.stringify([source, { ...style, glossary }]))
    .digest('base64url');
}
