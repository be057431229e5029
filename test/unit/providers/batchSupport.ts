import assert from 'node:assert/strict';
import type { Connection } from '../../../src/core/connections/connection';
import { userMessage } from '../../../src/core/conversation/message';
import type { VisionRequest } from '../../../src/core/conversation/request';
import {
  batchClient,
  BatchRun,
  memorySpool,
  newRun,
  type BatchClient,
  type BatchRunState,
  type Clock,
  type NumberedRequest,
  type Outcome,
  type RunPorts,
} from '../../../src/providers';
import {
  startEmulator,
  type BatchOptions,
  type Emulator,
  type Quirk,
} from '../../support/emulator';
import { key, networkWith, requestWith } from './support';

export const never = new AbortController().signal;

const openAi = 'https://api.openai.com';

/** What speaks to files and batches: Azure's two endpoints and OpenAI. */
export const services = {
  'Azure v1': { provider: 'azure' },
  'Azure classic': { provider: 'azure', apiVersion: '2024-10-21' },
  'Azure classic with expiry': { provider: 'azure', apiVersion: '2025-03-01-preview' },
  OpenAI: { provider: 'openai' },
} satisfies Record<string, Pick<Connection, 'provider' | 'apiVersion'>>;

export type ServiceName = keyof typeof services;

/** A client of an emulator, with all that its network told. */
export async function stage(
  name: ServiceName = 'Azure v1',
  batch: BatchOptions = {},
  quirks: readonly Quirk[] = [],
) {
  const service: Pick<Connection, 'provider' | 'apiVersion'> = services[name];
  const emulator = await startEmulator({
    kind: service.provider,
    key,
    batch,
    quirks,
    deployments: ['gpt-4o'],
    models: ['gpt-4o'],
  });
  // OpenAI is known by its host, so what goes there is sent to the emulator.
  const origin = service.provider === 'openai' ? openAi : emulator.url;
  const fetch: typeof globalThis.fetch = (input, init) => {
    assert.ok(typeof input === 'string' && input.startsWith(origin));
    return globalThis.fetch(emulator.url + input.slice(origin.length), init);
  };
  const network = networkWith({ [origin]: key }, fetch);
  const endpoint = service.provider === 'openai' ? `${origin}/v1` : origin;
  const connection: Connection = { name, ...service, endpoint, deployment: 'gpt-4o' };
  return { emulator, network, connection, client: batchClient(connection, network) };
}

/** The request with that number: its text names it. */
export function numbered(index: number): VisionRequest {
  return { ...requestWith(0), messages: [userMessage(`Question ${index}`)] };
}

/** A clock that does not wait: `onWait` is called instead, and the time has passed then. */
export function quickClock(onWait: (milliseconds: number) => void = () => undefined): Clock & {
  readonly waits: number[];
} {
  let now = 1_000_000;
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    async wait(milliseconds, signal) {
      signal.throwIfAborted();
      waits.push(milliseconds);
      now += milliseconds;
      onWait(milliseconds);
      await Promise.resolve();
      signal.throwIfAborted();
    },
  };
}

/** A run in a test: what it delivered, and the states that it kept. */
export interface TestRun {
  readonly run: BatchRun;
  readonly outcomes: Map<number, Outcome>;
  readonly kept: BatchRunState[];
  readonly ports: RunPorts;
}

export interface TestRunOptions {
  readonly requests?: number;
  /** The most requests in a file. */
  readonly most?: number;
  readonly clock?: Clock;
  /** Goes on from there. */
  readonly state?: BatchRunState;
  readonly outcomes?: Map<number, Outcome>;
  readonly ports?: Partial<RunPorts>;
}

/** A run of numbered requests through a client. */
export function testRun(client: BatchClient, options: TestRunOptions = {}): TestRun {
  const { requests = 10, most = 4, outcomes = new Map<number, Outcome>() } = options;
  const limited = { ...client, limits: { ...client.limits, requests: most } };
  const kept: BatchRunState[] = [];
  const ports: RunPorts = {
    client: limited,
    async *requests({ first, end }): AsyncGenerator<NumberedRequest, void, undefined> {
      await Promise.resolve();
      for (let index = first; index < end; index++) {
        yield { index, request: numbered(index) };
      }
    },
    spool: () => Promise.resolve(memorySpool()),
    clock: options.clock ?? quickClock(),
    save(state) {
      kept.push(restored(state));
      return Promise.resolve();
    },
    deliver(index, outcome) {
      outcomes.set(index, outcome);
      return Promise.resolve();
    },
    ...options.ports,
  };
  const state = options.state ?? newRun('test', client.address, requests);
  return { run: new BatchRun(restored(state), ports), outcomes, kept, ports };
}

/** A state as it is after a restart. */
export function restored(state: BatchRunState): BatchRunState {
  return JSON.parse(JSON.stringify(state)) as BatchRunState;
}

/** Each request has the reply to its own question. */
export function assertAnswered(outcomes: ReadonlyMap<number, Outcome>, requests: number): void {
  assert.equal(outcomes.size, requests);
  for (const [index, outcome] of outcomes) {
    assert.ok('reply' in outcome, `${index}: ${JSON.stringify(outcome)}`);
    assert.match(outcome.reply.text, new RegExp(`“Question ${index}”`));
  }
}

/** Nothing was sent twice, and nothing is left at the service. */
export function assertTidy({ batches }: Emulator, files: number): void {
  assert.equal(batches.uploads.length, files);
  const ids = batches.batches.flatMap(({ customIds }) => customIds);
  assert.equal(new Set(ids).size, ids.length, 'a request was in two batches');
  assert.deepEqual(batches.files, []);
}
