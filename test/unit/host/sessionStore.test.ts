import assert from 'node:assert/strict';
import { VisionError } from '../../../src/core/errors';
import type { Reply, Turn } from '../../../src/core/conversation/turn';
import {
  formatSession,
  parseSession,
  type KeptSession,
} from '../../../src/host/conversation/sessionFile';
import {
  SessionStore,
  type HistoryLimits,
  type SessionFiles,
} from '../../../src/host/conversation/sessionStore';

const day = 24 * 60 * 60 * 1000;

const reply: Reply = {
  text: 'A form.',
  state: 'done',
  by: { label: 'eyes at contoso', connection: 'work' },
  finish: { reason: 'contentFilter', filters: [{ category: 'violence' }] },
  usage: { inputTokens: 3, outputTokens: 4 },
  regions: [
    {
      text: 'form',
      offset: 2,
      length: 4,
      region: { box: { x: 0, y: 0.5, width: 1, height: 0.25 } },
      source: 'azureVision',
    },
    {
      text: 'nothing',
      region: {
        polygon: [
          { x: 0, y: 0 },
          { x: 1, y: 0 },
          { x: 1, y: 1 },
        ],
      },
      source: 'azureVision',
    },
  ],
  receipt: {
    host: 'contoso',
    detail: 'high',
    requests: 1,
    images: [
      {
        name: 'a.png',
        before: { type: 'image/png', width: 2, height: 1, bytes: 9 },
        after: { type: 'image/png', width: 2, height: 1, bytes: 9 },
        part: { index: 1, count: 2 },
      },
    ],
    estimate: { model: 'gpt-5.4', isAssumed: false, inputTokens: 3, cost: { least: 1, most: 2 } },
    price: { input: 1, output: 2 },
    billed: { usage: { inputTokens: 3, outputTokens: 4 } },
    difference: { kind: 'unknown' },
  },
};

function turn(id: number, ...replies: Reply[]): Turn {
  const question = {
    text: `Question ${id}`,
    command: 'Generate Alt Text',
    images: ['i'],
    detail: 'auto',
  } as const;
  return { id, job: 'altText', question, replies, shown: replies.length - 1 };
}

function kept(id: string, changed = 0, ...turns: Turn[]): KeptSession {
  return {
    id,
    title: `Describe: ${id}.png`,
    changed,
    images: [{ id: 'i', name: 'a.png', uri: 'file:///a.png', isUrl: false, hash: '00ff' }],
    turns: turns.length > 0 ? turns : [turn(0, reply)],
    consent: { given: [{ host: 'contoso', deployment: 'eyes', parts: 'cut', tokens: 7 }] },
  };
}

describe('the file of a conversation', () => {
  it('brings back all that was kept', () => {
    const session = kept('a', 17, turn(0, { ...reply, text: 'Earlier.' }, reply), turn(1, reply));
    assert.deepEqual(parseSession(formatSession(session)), session);
  });

  it('is not given up for regions that a later version writes', () => {
    const later = JSON.parse(formatSession(kept('a'))) as {
      turns: { replies: { regions: { source: string }[] }[] }[];
    };
    const region = later.turns[0]?.replies[0]?.regions[0];
    assert.ok(region);
    region.source = 'ofAnotherKind';
    const read = parseSession(JSON.stringify(later));
    assert.equal(read?.turns[0]?.replies[0]?.text, reply.text);
    assert.deepEqual(read.turns[0].replies[0].regions, []);
  });

  it('keeps a running reply as interrupted, with what had come, and as not sent what waits for the user', () => {
    const waiting = { kind: 'rateLimited', until: 1 } as const;
    const running: Reply = { text: 'A fo', state: 'running', waiting };
    const { receipt } = reply;
    assert.ok(receipt);
    const proposed: Reply = {
      text: '',
      state: 'running',
      receipt,
      proposal: { kind: 'send', parts: 1 },
    };
    const read = parseSession(formatSession(kept('a', 0, turn(0, running), turn(1, proposed))));
    assert.deepEqual(
      read?.turns.map(({ replies }) => replies),
      [[{ text: 'A fo', state: 'interrupted' }], [{ text: '', state: 'declined' }]],
    );
  });

  it('brings back how a reply failed', () => {
    const error = new VisionError('rateLimited', { host: 'contoso', status: 429 });
    const read = parseSession(
      formatSession(kept('a', 0, turn(0, { text: '', state: 'failed', error }))),
    );
    const [failed] = read?.turns[0]?.replies ?? [];
    assert.ok(failed?.error instanceof VisionError);
    assert.deepEqual([failed.error.kind, failed.error.details], ['rateLimited', error.details]);
  });

  const whole = formatSession(kept('a', 0, turn(0, reply), turn(1, reply)));
  const json = JSON.parse(whole) as { turns: Record<string, unknown>[] };
  const broken: Record<string, string> = {
    'is empty': '',
    'is torn': whole.slice(0, whole.length / 2),
    'is of another version': JSON.stringify({ ...json, version: 2 }),
    'is something else': '[1, 2, 3]',
    'has no turn': JSON.stringify({ ...json, turns: [] }),
    'lacks a turn': JSON.stringify({ ...json, turns: json.turns.slice(1) }),
    'shows a reply that is not there': JSON.stringify({
      ...json,
      turns: [{ ...json.turns[0], shown: 5 }],
    }),
    'has a turn without a reply': JSON.stringify({
      ...json,
      turns: [{ ...json.turns[0], replies: [] }],
    }),
    'has an image that is nowhere': JSON.stringify({
      ...json,
      images: [{ id: 'i', name: 'a.png', uri: 'a.png', isUrl: true }],
    }),
    'is null': 'null',
  };
  for (const [what, text] of Object.entries(broken)) {
    it(`is no conversation where it ${what}`, () => assert.equal(parseSession(text), undefined));
  }
});

/** Files in memory; `fail` makes the next write fail. */
class MemoryFolder implements SessionFiles {
  readonly texts = new Map<string, string>();
  fail = false;

  names = () => Promise.resolve([...this.texts.keys()]);
  read = (name: string) => Promise.resolve(this.texts.get(name));
  remove = (name: string) => Promise.resolve(void this.texts.delete(name));

  async write(name: string, content: string | Uint8Array): Promise<void> {
    await Promise.resolve();
    if (this.fail) {
      this.fail = false;
      throw new Error('disk full');
    }
    this.texts.set(name, String(content));
  }
}

function storeWith(change: Partial<HistoryLimits> = {}, now = 0) {
  const files = new MemoryFolder();
  const limits = { isKept: true, conversations: 3, days: 30, ...change };
  let last = 0;
  const store = new SessionStore(
    files,
    () => limits,
    () => now,
    () => `new-${++last}`,
  );
  return { files, store, limits };
}

describe('the store of conversations', () => {
  it('lists what is kept, the latest first, and finds each by its id', async () => {
    const { store } = storeWith();
    await store.save(kept('a', 1), 0);
    await store.save(kept('b', 3), 0);
    await store.save(kept('c', 2), 0);
    assert.deepEqual(
      (await store.all()).map(({ id }) => id),
      ['b', 'c', 'a'],
    );
    assert.equal((await store.load('c'))?.title, 'Describe: c.png');
    assert.equal(await store.load('d'), undefined);
  });

  it('loses one conversation to a torn file, and no other', async () => {
    const { files, store } = storeWith();
    await store.save(kept('a', 1), 0);
    await store.save(kept('b', 2), 0);
    files.texts.set('a.json', '{"version":1,"id":"a","turns":[');
    files.texts.set('x.tmp', 'left behind');
    assert.deepEqual(
      (await store.all()).map(({ id }) => id),
      ['b'],
    );
    await store.save(kept('a', 3), 1);
    assert.equal((await store.all()).length, 2);
  });

  it('keeps the latest state, however quickly states follow one another, also after a failed write', async () => {
    const { files, store } = storeWith();
    files.fail = true;
    const failed = assert.rejects(store.save(kept('a', 1), 0), /disk full/);
    const saved = [2, 3, 4].map((changed) => store.save(kept('a', changed), changed - 1));
    await Promise.all([failed, ...saved]);
    assert.equal((await store.load('a'))?.changed, 4);
  });

  it('loses nothing where two windows go on with the same conversation', async () => {
    const { store } = storeWith();
    await store.save(kept('a', 1), 0);
    const mine = await store.save(kept('a', 2, turn(0, reply), turn(1, reply)), 1);
    const theirs = await store.save(kept('a', 3), 1);
    assert.deepEqual([mine, theirs], ['a', 'new-1']);
    assert.equal((await store.load('a'))?.turns.length, 2);
    assert.equal((await store.load('new-1'))?.turns.length, 1);
  });

  it('deletes what is too much or too old', async () => {
    const { store } = storeWith({}, 100 * day);
    for (const [id, changed] of [
      ['old', 60],
      ['a', 80],
      ['b', 90],
      ['c', 95],
      ['d', 99],
    ] as const) {
      await store.save(kept(id, changed * day), 0);
    }
    await store.prune();
    assert.deepEqual(
      (await store.all()).map(({ id }) => id),
      ['d', 'c', 'b'],
    );
  });

  it('keeps nothing, and deletes what it had, where nothing is to be kept', async () => {
    const { files, store, limits } = storeWith();
    await store.save(kept('a', 1), 0);
    files.texts.set('torn.json', '{');
    limits.isKept = false;
    await store.save(kept('b', 1), 0);
    await store.prune();
    assert.equal(files.texts.size, 0);
  });

  it('deletes one, or all', async () => {
    const { files, store } = storeWith();
    await store.save(kept('a', 1), 0);
    await store.save(kept('b', 1), 0);
    await store.delete('a');
    assert.deepEqual([...files.texts.keys()], ['b.json']);
    // A window that ended while it wrote has left it.
    files.texts.set('x.tmp', '{"version":1,');
    await store.deleteAll();
    assert.equal(files.texts.size, 0);
  });
});
