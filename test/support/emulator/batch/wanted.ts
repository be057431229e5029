import { isObject } from '../json';
import type { ChatTarget } from '../service';
import type { BatchWords } from './words';

/** What a request for a batch asks for; throws a Refusal for what the service does not know. */
export function wantedBatch(body: unknown, { apiVersion }: ChatTarget, words: BatchWords) {
  if (!isObject(body)) {
    throw words.request('no JSON object', 'body');
  }
  const { input_file_id: inputFileId, endpoint, completion_window: time, ...rest } = body;
  const { output_expires_after: expiry, metadata, ...unknown } = rest;
  const expected = apiVersion === undefined ? '/v1/chat/completions' : '/chat/completions';
  const [other] = Object.keys(unknown);
  if (other !== undefined) {
    throw words.request('Unknown parameter.', other);
  }
  if (typeof inputFileId !== 'string') {
    throw words.request('Missing required parameter.', 'input_file_id');
  }
  if (endpoint !== expected) {
    throw words.request(`Expected ${expected}.`, 'endpoint');
  }
  if (time !== '24h') {
    throw words.request('Expected 24h.', 'completion_window');
  }
  const isKnown = apiVersion === undefined || apiVersion >= '2025-03-01';
  const isExpiry =
    isObject(expiry) && expiry.anchor === 'created_at' && typeof expiry.seconds === 'number';
  if (expiry !== undefined && !(isKnown && isExpiry)) {
    throw words.request('Expected an anchor and seconds.', 'output_expires_after');
  }
  if (metadata !== undefined && metadata !== null && !isObject(metadata)) {
    throw words.request('Expected an object.', 'metadata');
  }
  return { inputFileId, endpoint: expected };
}
