import assert from 'node:assert/strict';
import type { Turn } from '../../../src/core/conversation/turn';
import { SessionKeeper } from '../../../src/host/conversation/sessionKeeper';
import type { Session } from '../../../src/host/conversation/session';
import type { KeptSession } from '../../../src/host/conversation/sessionFile';
import type { SessionStore } from '../../../src/host/conversation/sessionStore';
import type { SessionListener } from '../../../src/host/conversation/sessionPorts';

const turn = (state: 'running' | 'stopped' | 'done'): Turn => ({
  id: 0,
  question: { text: 'What is it?', images: [], detail: 'auto' },
  replies: [{ text: 'A fo', state }],
  shown: 0,
});

/** A session whose turns change as the test says, and what was kept of it. */
function keeping(idAfter: (session: KeptSession) => string = ({ id }) => id) {
  const turns: Turn[] = [];
  const kept: { state: string | undefined; since: number; id: string }[] = [];
  let listener: SessionListener | undefined;
  let id = 'a';
  const session = {
    get id() {
      return id;
    },
    title: 'Describe',
    turns,
    consent: { given: [] },
    images: [],
    listen(wanted: SessionListener) {
      listener = wanted;
      return { dispose: () => (listener = undefined) };
    },
    goOnAs: (other: string) => (id = other),
  };
  const store = {
    save: async (saved: KeptSession, since: number) => {
      await Promise.resolve();
      kept.push({ state: saved.turns[0]?.replies[0]?.state, since, id: saved.id });
      return idAfter(saved);
    },
  };
  const keeper = new SessionKeeper(
    session as unknown as Session,
    store as unknown as SessionStore,
    { record: () => undefined },
    { error: (error) => assert.fail(String(error)) },
  );
  const change = (state: Parameters<typeof turn>[0]): void => {
    turns[0] = turn(state);
    listener?.turnChanged(turn(state));
  };
  return { keeper, change, kept, turns, idOf: () => id };
}

describe('what keeps a session', () => {
  it('keeps it as it was when it changed, however it goes on meanwhile', async () => {
    const { keeper, change, kept, turns } = keeping();
    change('running');
    const closed = keeper.dispose();
    turns[0] = turn('stopped');
    await closed;
    assert.deepEqual(
      kept.map(({ state }) => state),
      ['running', 'running'],
    );
    change('done');
    assert.equal(kept.length, 2, 'it listens no longer');
  });

  it('goes on under the id that it was kept under, where another window has its own', async () => {
    const { keeper, change, kept, idOf } = keeping(({ id }) => (id === 'a' ? 'b' : id));
    change('running');
    change('done');
    await keeper.dispose();
    assert.equal(idOf(), 'b');
    assert.deepEqual(
      kept.map(({ id }) => id),
      ['a', 'b', 'b'],
    );
    assert.equal(kept[0]?.since, 0);
    assert.ok((kept[1]?.since ?? 0) > 0);
  });
});
