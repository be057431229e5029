import type { Finish, Usage } from '../../core/conversation/reply';
import { filterHits } from './filters';
import { fieldsOf, textOf } from '../json';
import { linesIn, type GroundedLine } from './grounding';

/** What one chunk of a streamed chat completion says; most chunks say one thing. */
export interface Chunk {
  readonly model?: string;
  readonly text?: string;
  readonly finish?: Finish;
  readonly usage?: Usage;
  /** What Azure's vision enhancements found. */
  readonly lines?: readonly GroundedLine[];
}

/**
 * Reads a chunk in every shape that servers send: without choices (Azure's first, the usage chunk),
 * with `finish_details` or an object as `finish_reason` (older previews), with a refusal, with parts
 * as content, a whole `message` from a server that does not stream, or a list of `messages` (Azure's
 * extensions). What a tool says is no text of the reply.
 */
export function readChunk(value: unknown): Chunk {
  const { model, choices, usage } = fieldsOf(value);
  const choice = firstOf(choices);
  const said = choice.delta ?? choice.message ?? saidIn(choice.messages);
  const { content, refusal, role } = fieldsOf(said);
  const name = textOf(model);
  const text = role === 'tool' ? '' : contentText(content) + (textOf(refusal) ?? '');
  const finish = finishOf(choice);
  const tokens = usageOf(usage);
  const lines = linesIn(choice, said);
  return {
    ...(name !== undefined && { model: name }),
    ...(text !== '' && { text }),
    ...(finish && { finish }),
    ...(tokens && { usage: tokens }),
    ...(lines.length > 0 && { lines }),
  };
}

/** The choice of index 0 where there are several, though only one was asked for. */
function firstOf(choices: unknown): Record<string, unknown> {
  const all = (Array.isArray(choices) ? (choices as unknown[]) : []).map(fieldsOf);
  return all.find(({ index }) => index === 0) ?? all[0] ?? {};
}

/** The assistant's among the messages or deltas of a choice, the last where there are several. */
function saidIn(messages: unknown): unknown {
  return (Array.isArray(messages) ? (messages as unknown[]) : [])
    .map((message) => fieldsOf(message).delta ?? message)
    .findLast((message) => fieldsOf(message).role !== 'tool');
}

function contentText(content: unknown): string {
  return Array.isArray(content)
    ? content.map((part) => textOf(fieldsOf(part).text) ?? '').join('')
    : (textOf(content) ?? '');
}

/** OpenAI's reasons and what servers that pass on Gemini, Claude, Mistral and others say instead. */
const reasons: Readonly<Record<string, 'stop' | 'length' | 'contentFilter'>> = {
  stop: 'stop',
  stop_sequence: 'stop',
  end_turn: 'stop',
  eos: 'stop',
  eos_token: 'stop',
  eos_found: 'stop',
  length: 'length',
  max_tokens: 'length',
  max_output_tokens: 'length',
  max_completion_tokens: 'length',
  max_length: 'length',
  model_length: 'length',
  model_context_window_exceeded: 'length',
  content_filter: 'contentFilter',
  content_filtered: 'contentFilter',
  content_policy_violation: 'contentFilter',
  guardrail_intervened: 'contentFilter',
  safety: 'contentFilter',
  image_safety: 'contentFilter',
  recitation: 'contentFilter',
  blocklist: 'contentFilter',
  prohibited_content: 'contentFilter',
  image_prohibited_content: 'contentFilter',
  spii: 'contentFilter',
  sensitive: 'contentFilter',
  refusal: 'contentFilter',
};

function finishOf(choice: Record<string, unknown>): Finish | undefined {
  const reason = choice.finish_reason ?? choice.finish_details;
  const name = textOf(reason) ?? textOf(fieldsOf(reason).type);
  if (name === undefined) {
    return undefined;
  }
  const plain = plainName(name);
  const known = Object.hasOwn(reasons, plain) ? reasons[plain] : undefined;
  if (known === undefined) {
    return { reason: 'other', name };
  }
  return known === 'contentFilter'
    ? {
        reason: known,
        filters: filterHits(choice.content_filter_results ?? choice.content_filter_result),
      }
    : { reason: known };
}

/** `MAX_TOKENS`, `FinishReason.MAX_TOKENS`, `maxTokens` and `content_filter: SAFETY` as OpenAI writes them. */
function plainName(name: string): string {
  return name
    .slice(0, 100)
    .replace(/^finish_?reason[._]/i, '')
    .replace(/:.*$/, '')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}

function usageOf(usage: unknown): Usage | undefined {
  const { prompt_tokens: inputTokens, completion_tokens: outputTokens } = fieldsOf(usage);
  return isCount(inputTokens) && isCount(outputTokens) ? { inputTokens, outputTokens } : undefined;
}

/** More than a thousand million tokens is no count either. */
function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 1e9;
}
