import type { Finish, Usage } from '../../core/conversation/reply';
import { filterHits } from './filters';
import { fieldsOf, textOf } from '../json';

/** What one chunk of a streamed chat completion says; most chunks say one thing. */
export interface Chunk {
  readonly model?: string;
  readonly text?: string;
  readonly finish?: Finish;
  readonly usage?: Usage;
}

/**
 * Reads a chunk in every shape that servers send: without choices (Azure's first, the usage chunk),
 * with `finish_details` or an object as `finish_reason` (older previews), with a refusal, with parts
 * as content, or a whole `message` from a server that does not stream.
 */
export function readChunk(value: unknown): Chunk {
  const { model, choices, usage } = fieldsOf(value);
  const choice = fieldsOf(Array.isArray(choices) ? choices[0] : undefined);
  const { content, refusal } = fieldsOf(choice.delta ?? choice.message);
  const name = textOf(model);
  const text = contentText(content) + (textOf(refusal) ?? '');
  const finish = finishOf(choice);
  const tokens = usageOf(usage);
  return {
    ...(name !== undefined && { model: name }),
    ...(text !== '' && { text }),
    ...(finish && { finish }),
    ...(tokens && { usage: tokens }),
  };
}

function contentText(content: unknown): string {
  return Array.isArray(content)
    ? content.map((part) => textOf(fieldsOf(part).text) ?? '').join('')
    : (textOf(content) ?? '');
}

function finishOf(choice: Record<string, unknown>): Finish | undefined {
  const reason = choice.finish_reason ?? choice.finish_details;
  const name = textOf(reason) ?? textOf(fieldsOf(reason).type);
  switch (name) {
    case undefined:
      return undefined;
    case 'stop':
      return { reason: 'stop' };
    case 'length':
    case 'max_tokens':
      return { reason: 'length' };
    case 'content_filter':
      return {
        reason: 'contentFilter',
        filters: filterHits(choice.content_filter_results ?? choice.content_filter_result),
      };
    default:
      return { reason: 'other', name };
  }
}

function usageOf(usage: unknown): Usage | undefined {
  const { prompt_tokens: inputTokens, completion_tokens: outputTokens } = fieldsOf(usage);
  return typeof inputTokens === 'number' && typeof outputTokens === 'number'
    ? { inputTokens, outputTokens }
    : undefined;
}
