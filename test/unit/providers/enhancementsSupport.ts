import assert from 'node:assert/strict';
import type { Connection } from '../../../src/core/connections/connection';
import type { ReplyEvent } from '../../../src/core/conversation/reply';
import { chatAnswer } from '../../../src/providers';
import type { Emulator } from '../../support/emulator';
import {
  azureConnection,
  collect,
  key,
  networkWith,
  requestWith,
  scriptedFetch,
  streamed,
} from './support';

export const contoso = 'https://contoso.openai.azure.com';
export const vision = 'https://sight.cognitiveservices.azure.com';
export const visionKey = 'c0ffee00c0ffee00c0ffee00c0ffee00';

/** Both keys, each under its own origin. */
export const keys = { [contoso]: key, [vision]: visionKey };

/** A connection with vision enhancements. */
export function enhancedConnection(more: Partial<Connection> = {}): Connection {
  return azureConnection({
    auth: 'key',
    apiVersion: '2023-12-01-preview',
    vision: { endpoint: vision },
    ...more,
  });
}

/** The same to an emulator. */
export function emulatedConnection({ url }: Emulator, more: Partial<Connection> = {}): Connection {
  return enhancedConnection({ endpoint: url, deployment: 'gpt-4v', ...more });
}

/** What an emulator with such a deployment, and one that came later, is started with. */
export const enhancedService = {
  kind: 'azure',
  key,
  deployments: ['gpt-4v', 'turbo-2024-04-09'],
  vision: { endpoint: vision, key: visionKey, deployments: ['gpt-4v'] },
} as const;

/** Where the word in question stands in the document's example. */
export const polygon = [
  { x: 0.11950000375509262, y: 0.4124999940395355 },
  { x: 0.8034999370574951, y: 0.4124999940395355 },
  { x: 0.8034999370574951, y: 0.6434999704360962 },
  { x: 0.11950000375509262, y: 0.6434999704360962 },
];

/** A text in which `The person` stands at 99, as in the document's example. */
export const documentedText =
  'In the picture somebody with dark hair, cut short it seems, is seen from behind and from close by. ' +
  'The person stands before a light wall.';

/** A choice as the document shows one, with that text and these spans. */
export function documentedChoice(content: string, spans: readonly unknown[]): object {
  return {
    finish_details: { type: 'stop', stop: '<|fim_suffix|>' },
    index: 0,
    message: { role: 'assistant', content },
    enhancements: { grounding: { lines: [{ text: content, spans }], status: 'Success' } },
  };
}

/**
 * The reply of the document "How to use the GPT-4 Turbo with Vision model" (Use Vision enhancement with images,
 * December 2023): its fields and figures, with another sentence.
 */
export const documentedReply = {
  id: 'chatcmpl-8UyuhLfzwTj34zpevT3tWlVIgCpPg',
  object: 'chat.completion',
  created: 1702394683,
  model: 'gpt-4',
  choices: [
    documentedChoice(documentedText, [{ text: 'the person', length: 10, offset: 99, polygon }]),
  ],
  usage: { prompt_tokens: 816, completion_tokens: 49, total_tokens: 865 },
};

/** What tells of regions. */
export type Regions = Extract<ReplyEvent, { type: 'regions' }>;

/** What a question gets that is answered with that text. */
export async function eventsOf(body: string, type = 'text/event-stream'): Promise<ReplyEvent[]> {
  const { fetch } = scriptedFetch(() => streamed(body, { type }));
  const answer = chatAnswer(enhancedConnection(), networkWith(keys, fetch));
  return collect(answer(requestWith(1), new AbortController().signal));
}

/** The one event that tells of regions. */
export function regionsIn(events: readonly ReplyEvent[]): Regions {
  const [only, ...others] = events.filter((event) => event.type === 'regions');
  assert.ok(only && others.length === 0);
  return only;
}

/** What is found in a reply with that text. */
export async function found(text: string, ...spans: unknown[]): Promise<Regions> {
  const reply = { ...documentedReply, choices: [documentedChoice(text, spans)] };
  return regionsIn(await eventsOf(JSON.stringify(reply), 'application/json'));
}
