import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Connection } from '../../../src/core/connections/connection';
import { isVisionError, type VisionErrorKind } from '../../../src/core/errors';
import type { ReplyEvent } from '../../../src/core/conversation/reply';
import { chatAnswer, usualPatience, type Patience } from '../../../src/providers';
import { until } from '../../support/editor/until';
import { startEmulator, type Behaviour, type Emulator } from '../../support/emulator';
import { key, networkWith, requestWith } from './support';

const rounds = 25;

const patience: Patience = { ...usualPatience, tries: 2, backOff: 1 };
const impatience: Patience = { ...patience, nextText: 20 };

/** A way in which a request ends, and the last that its reader gets. */
interface Ending {
  readonly behaviour: Behaviour;
  /** What the reader does at the first text, if not read on. */
  readonly stop?: 'abort' | 'leave';
  readonly patience?: Patience;
  readonly last: ReplyEvent['type'] | VisionErrorKind;
}

const endings: readonly Ending[] = [
  { behaviour: {}, last: 'usage' },
  { behaviour: { stream: 'stall' }, stop: 'abort', last: 'text' },
  { behaviour: { stream: 'stall' }, stop: 'leave', last: 'text' },
  { behaviour: { stream: 'stall' }, patience: impatience, last: 'timeout' },
  { behaviour: { stream: 'cut' }, last: 'replyCut' },
  { behaviour: { stream: 'garbage' }, last: 'replyGarbled' },
  { behaviour: { fail: { status: 401 } }, last: 'keyRefused' },
  { behaviour: { fail: { status: 503, times: 1 } }, last: 'usage' },
];

/** What keeps this process busy, by kind: its sockets (both ends of each), timers, files. */
function resources(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) {
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

function processListeners(): Record<string, number> {
  return Object.fromEntries(
    process.eventNames().map((name) => [String(name), process.listenerCount(name)]),
  );
}

describe(`${rounds * endings.length} requests one after another`, () => {
  let emulator: Emulator;
  let folder = '';
  const usual = process.env.TMPDIR;
  const warnings: string[] = [];
  const warn = ({ message }: Error) => void warnings.push(message);

  before(async () => {
    emulator = await startEmulator({ kind: 'azure', key });
    folder = await mkdtemp(path.join(tmpdir(), 'sightline-leaks-'));
    process.env.TMPDIR = folder;
    process.on('warning', warn);
  });
  after(async () => {
    process.off('warning', warn);
    if (usual === undefined) {
      Reflect.deleteProperty(process.env, 'TMPDIR');
    } else {
      process.env.TMPDIR = usual;
    }
    await emulator.close();
    await rm(folder, { recursive: true });
  });

  const ask = async (ending: Ending, session: AbortSignal): Promise<void> => {
    emulator.behave(ending.behaviour);
    const connection: Connection = {
      name: 'test',
      provider: 'azure',
      endpoint: emulator.url,
      deployment: 'gpt-5.4',
    };
    const abort = new AbortController();
    const signal = ending.stop === 'abort' ? abort.signal : session;
    const network = networkWith({ [emulator.url]: key });
    const answer = chatAnswer(connection, network, ending.patience ?? patience);
    let last: string | undefined;
    try {
      for await (const { type } of answer(requestWith(1), signal)) {
        last = type;
        if (type === 'text' && ending.stop === 'leave') {
          break;
        }
        if (type === 'text' && ending.stop === 'abort') {
          // While the answer waits for more, as when a user presses Stop.
          setImmediate(() => abort.abort());
        }
      }
    } catch (error) {
      last = isVisionError(error) ? error.kind : String(error);
    }
    assert.equal(last, ending.last);
    assert.deepEqual(getEventListeners(signal, 'abort'), []);
  };

  it('leave no socket, timer, listener or file behind', async function () {
    this.timeout(120_000);
    // One that outlives all requests, as a window does.
    const session = new AbortController().signal;
    // What is loaded and opened once, with the first request, is no leak.
    await ask({ behaviour: {}, last: 'usage' }, session);
    await until('the first socket to close', () => !('TCPSocketWrap' in resources()));
    const before = { resources: resources(), listeners: processListeners() };
    const asked = emulator.requests.length;

    for (let round = 0; round < rounds; round++) {
      for (const ending of endings) {
        await ask(ending, session);
      }
    }
    // The failure that passes is asked about twice.
    assert.equal(emulator.requests.length - asked, rounds * (endings.length + 1));

    await until('all sockets to close', () => !('TCPSocketWrap' in resources()));
    assert.deepEqual(resources(), before.resources);
    assert.deepEqual(processListeners(), before.listeners);
    assert.deepEqual(getEventListeners(session, 'abort'), []);
    assert.deepEqual(await readdir(folder), []);
    assert.deepEqual(warnings, []);
  });
});
