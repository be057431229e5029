import * as v from 'valibot';
import { mostImages } from '../core/images/limits';
import type { PanelStrings } from './panelStrings';
import type { ConversationView, TurnView } from './conversationViews';
import { addCalls, pictureMessages } from './pictures';

export type * from './conversationViews';

export type HostMessage =
  | {
      readonly type: 'show';
      readonly strings: PanelStrings;
      readonly conversation: ConversationView;
    }
  /** Adds a turn or replaces it. */
  | { readonly type: 'turn'; readonly turn: TurnView }
  /** Appends to a turn's reply. */
  | { readonly type: 'text'; readonly turn: number; readonly text: string }
  /** Puts the keyboard focus into the panel's conversation. */
  | { readonly type: 'focus' };

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const filled = v.pipe(
  v.string(),
  v.check((text) => text.trim() !== ''),
);

const fraction = v.pipe(v.number(), v.finite());
const box = v.object({ x: fraction, y: fraction, width: fraction, height: fraction });

/** So many parts of images can one question point at. */
export const mostMarks = 20;

/** The most bytes of a file that a page makes for the user to keep. */
export const mostSavedBytes = 200 * 1024 * 1024;

/** What a page tells the host. `turn` is a turn's id, `reply` the index of one of its replies. */
export const pageMessage = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('stop') }),
  v.object({
    type: v.literal('followUp'),
    text: filled,
    detail: v.optional(v.picklist(['auto', 'low', 'high'])),
    /** The answer is to come with the places on the images that it speaks of. */
    places: v.optional(v.boolean()),
    /** Whether the text that the reader finds on the images goes along; absent where the settings say so. */
    foundText: v.optional(v.boolean()),
    /** Parts of the images that it points at, numbered from `ConversationView.nextMark` on. */
    marks: v.optional(
      v.pipe(v.array(v.object({ image: v.string(), box })), v.maxLength(mostMarks)),
    ),
    /** Those of `ConversationView.pending` that it brings. */
    images: v.optional(v.pipe(v.array(v.string()), v.maxLength(mostImages))),
  }),
  ...pictureMessages,
  /** `text` is what stands on screen; with `markdown` the host copies the reply's source instead. */
  v.object({
    type: v.literal('copy'),
    turn: count,
    form: v.picklist(['text', 'markdown']),
    text: v.string(),
  }),
  v.object({ type: v.literal('copyCode'), text: v.string() }),
  /** A file of an image with its regions, which the user wants to keep. */
  v.object({
    type: v.literal('save'),
    image: v.string(),
    form: v.picklist(['png', 'json']),
    bytes: v.pipe(
      v.instance(Uint8Array),
      v.check(({ length }) => length <= mostSavedBytes),
    ),
  }),
  v.object({ type: v.literal('version'), turn: count, reply: count }),
  /** A button: the one of an item comes with the item's id and the text as the user left it. */
  v.object({
    type: v.literal('action'),
    turn: count,
    action: v.string(),
    item: v.optional(v.object({ id: v.string(), text: v.string() })),
  }),
]);

export type PageMessage = Readonly<v.InferOutput<typeof pageMessage>>;

/** What a page asks the host. */
export const hostCalls = {
  /** The pixels of an image, in a type that browsers show. */
  pixels: {
    params: v.object({ id: v.string() }),
    result: v.object({ mediaType: v.string(), bytes: v.instance(Uint8Array) }),
  },
  ...addCalls,
} as const;

/** The longest side of what a page draws, in pixels, as long as that of a vector that is drawn elsewhere. */
export const mostDrawnSide = 4096;

/** The most bytes of what a page has drawn. */
export const mostDrawnBytes = 20 * 1024 * 1024;

const side = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostDrawnSide));

/** What the host asks a page. */
export const pageCalls = {
  /** An SVG text, drawn as PNG of this size in pixels. */
  draw: {
    params: v.object({ svg: v.string(), width: side, height: side }),
    result: v.object({
      png: v.pipe(
        v.instance(Uint8Array),
        v.check(({ length }) => length <= mostDrawnBytes),
      ),
    }),
  },
} as const;

/** The host is trusted; this tells its messages from those of others, such as extensions of the browser. */
export const hostMessage = v.variant('type', [
  v.object({
    type: v.literal('show'),
    strings: v.looseObject({}),
    conversation: v.looseObject({ id: v.string(), turns: v.array(v.unknown()) }),
  }),
  v.object({ type: v.literal('turn'), turn: v.looseObject({ id: v.number() }) }),
  v.object({ type: v.literal('text'), turn: v.number(), text: v.string() }),
  v.object({ type: v.literal('focus') }),
]) as unknown as v.GenericSchema<unknown, HostMessage>;
