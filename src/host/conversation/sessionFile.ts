import * as v from 'valibot';
import { visionErrorKinds, VisionError, type VisionErrorDetails } from '../../core/errors';
import { regionSources } from '../../core/conversation/textRegion';
import { ended } from '../../core/conversation/replyProgress';
import type { Reply, Turn } from '../../core/conversation/turn';
import { drawingLimits } from '../../core/images/images';
import type { ImagePart } from '../images/imageStore';
import type { Consent } from './sending';

/** An image as it is kept: where it is, not its bytes. */
export interface KeptImage {
  readonly id: string;
  readonly name: string;
  /** The file's URI, or the public URL. */
  readonly uri: string;
  readonly isUrl: boolean;
  /** SHA-256 of the bytes that were asked about, in hexadecimal digits. */
  readonly hash?: string;
  /** Where it is a part of another image. */
  readonly part?: ImagePart;
  /** Its bytes came without a file, and are kept beside the conversation, at its URI. */
  readonly isPasted?: boolean;
}

/** A conversation as it is kept. */
export interface KeptSession {
  readonly id: string;
  readonly title: string;
  /** When it was last changed: a date in milliseconds. */
  readonly changed: number;
  readonly images: readonly KeptImage[];
  readonly turns: readonly Turn[];
  readonly consent: Consent;
  /** Those of the images that were added and not asked about yet. */
  readonly pending?: readonly string[];
}

const version = 1;

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const detail = v.picklist(['auto', 'low', 'high']);

const box = v.object({ x: v.number(), y: v.number(), width: v.number(), height: v.number() });

const image = v.object({
  id: v.string(),
  name: v.string(),
  uri: v.pipe(
    v.string(),
    v.check((text) => URL.canParse(text)),
  ),
  isUrl: v.boolean(),
  hash: v.exactOptional(v.string()),
  part: v.exactOptional(v.object({ of: v.string(), name: v.string(), box })),
  isPasted: v.exactOptional(v.boolean()),
});

const size = { width: v.number(), height: v.number() };
const facts = v.object({ ...size, type: v.string(), bytes: v.number() });
const usage = v.object({ inputTokens: v.number(), outputTokens: v.number() });

const sentImage = v.object({
  name: v.string(),
  before: v.exactOptional(facts),
  after: v.exactOptional(facts),
  source: v.exactOptional(v.object({ left: v.number(), top: v.number(), ...size })),
  part: v.exactOptional(v.object({ index: v.number(), count: v.number() })),
  isFirstFrame: v.exactOptional(v.boolean()),
  isStripped: v.exactOptional(v.boolean()),
  limits: v.exactOptional(v.array(v.picklist(drawingLimits))),
});

const receipt = v.object({
  host: v.string(),
  detail,
  ignoresDetail: v.exactOptional(v.boolean()),
  images: v.array(sentImage),
  foundWords: v.exactOptional(whole),
  requests: v.number(),
  estimate: v.exactOptional(
    v.object({
      model: v.string(),
      isAssumed: v.boolean(),
      inputTokens: v.number(),
      cost: v.exactOptional(v.object({ least: v.number(), most: v.number() })),
    }),
  ),
  price: v.exactOptional(v.object({ input: v.number(), output: v.number() })),
  billed: v.exactOptional(v.object({ usage })),
  difference: v.exactOptional(
    v.variant('kind', [
      v.object({ kind: v.literal('otherModel'), model: v.string() }),
      v.object({ kind: v.literal('assumedModel'), model: v.string() }),
      v.object({ kind: v.literal('earlierTable'), model: v.string(), tokens: v.number() }),
      v.object({ kind: v.literal('unknown') }),
    ]),
  ),
});

const filter = v.object({ category: v.string(), severity: v.exactOptional(v.string()) });

const finish = v.variant('reason', [
  v.object({ reason: v.literal('stop') }),
  v.object({ reason: v.literal('length') }),
  v.object({ reason: v.literal('contentFilter'), filters: v.array(filter) }),
  v.object({ reason: v.literal('other'), name: v.string() }),
]);

const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const point = v.object({ x: fraction, y: fraction });

const textRegion = v.object({
  text: v.string(),
  offset: v.exactOptional(whole),
  length: v.exactOptional(whole),
  region: v.union([
    v.object({ box: v.object({ x: fraction, y: fraction, width: fraction, height: fraction }) }),
    v.object({ polygon: v.pipe(v.array(point), v.minLength(3)) }),
  ]),
  image: v.exactOptional(v.string()),
  source: v.picklist(regionSources),
  confidence: v.exactOptional(fraction),
});

const reply = v.object({
  text: v.string(),
  state: v.picklist(['done', 'stopped', 'declined', 'failed', 'interrupted']),
  by: v.exactOptional(
    v.object({
      label: v.string(),
      isOffline: v.exactOptional(v.boolean()),
      connection: v.exactOptional(v.string()),
    }),
  ),
  receipt: v.exactOptional(receipt),
  finish: v.exactOptional(finish),
  usage: v.exactOptional(usage),
  error: v.exactOptional(
    v.object({ kind: v.picklist(visionErrorKinds), details: v.record(v.string(), v.unknown()) }),
  ),
  data: v.exactOptional(v.unknown()),
  // A later version may know other sources: a conversation is not given up for them.
  regions: v.exactOptional(v.fallback(v.array(textRegion), [])),
  droppedRegions: v.exactOptional(whole),
  areRegionsRough: v.exactOptional(v.boolean()),
});

const turn = v.pipe(
  v.object({
    id: whole,
    job: v.exactOptional(v.string()),
    question: v.object({
      text: v.string(),
      command: v.exactOptional(v.string()),
      images: v.array(v.string()),
      detail,
      startsAnew: v.exactOptional(v.boolean()),
      places: v.exactOptional(v.boolean()),
      foundText: v.exactOptional(v.boolean()),
      marks: v.exactOptional(
        v.array(
          v.object({ number: whole, image: v.string(), of: v.string(), name: v.string(), box }),
        ),
      ),
    }),
    replies: v.pipe(v.array(reply), v.minLength(1)),
    shown: whole,
  }),
  v.check(({ replies, shown }) => shown < replies.length),
);

const file = v.pipe(
  v.object({
    version: v.literal(version),
    id: v.string(),
    title: v.string(),
    changed: v.number(),
    images: v.array(image),
    turns: v.array(turn),
    pending: v.exactOptional(v.array(v.string())),
    consent: v.object({
      given: v.array(
        v.object({
          host: v.string(),
          deployment: v.string(),
          since: v.exactOptional(whole),
          parts: v.exactOptional(v.picklist(['cut', 'never'])),
          tokens: v.exactOptional(v.number()),
          knowsLimits: v.exactOptional(v.boolean()),
        }),
      ),
    }),
  }),
  v.check(({ turns }) => turns.every(({ id }, index) => id === index)),
  v.check(({ turns, pending = [] }) => turns.length + pending.length > 0),
);

/** A conversation in, the text of its file out. What is running is kept as interrupted or not sent. */
export function formatSession(session: KeptSession): string {
  const turns = session.turns.map((each) => ({
    ...each,
    replies: each.replies.map(ended).map(keptReply),
  }));
  return JSON.stringify({ version, ...session, turns });
}

/** The text of a file in, its conversation out; undefined where it is torn, foreign or of another version. */
export function parseSession(text: string): KeptSession | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(file, json);
  if (!parsed.success) {
    return undefined;
  }
  const { version: written, turns, ...session } = parsed.output;
  return { ...session, turns: turns.map(turnOf) };
}

/** What waits for the user or the next try does so no longer when it is read again. */
function keptReply({ waiting, proposal, receipt: shown, error, ...kept }: Reply): object {
  const ended = proposal ? 'declined' : 'interrupted';
  return {
    ...kept,
    state: kept.state === 'running' ? ended : kept.state,
    ...(shown && !proposal && { receipt: shown }),
    ...(error && { error: { kind: error.kind, details: error.details } }),
  };
}

function turnOf({ replies, ...kept }: v.InferOutput<typeof turn>): Turn {
  return {
    ...kept,
    replies: replies.map(({ error, ...each }): Reply => ({
      ...each,
      ...(error && { error: new VisionError(error.kind, error.details as VisionErrorDetails) }),
    })),
  };
}
