import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Turn } from '../../src/core/conversation/turn';
import type { KeptSession } from '../../src/host/conversation/sessionFile';
import { sessionFolder } from '../../src/host/conversation/sessionFolder';
import { SessionStore } from '../../src/host/conversation/sessionStore';

function kept(id: string, changed: number, ...texts: string[]): KeptSession {
  const turns = texts.map((text, turn): Turn => ({
    id: turn,
    question: { text: 'What is it?', images: [], detail: 'auto' },
    replies: [{ text, state: 'done' }],
    shown: 0,
  }));
  return { id, title: 'Describe: a.png', changed, images: [], turns, consent: { given: [] } };
}

const textsOf = (sessions: readonly KeptSession[]): string[] =>
  sessions.map(({ turns }) => turns.map(({ replies }) => replies[0]?.text).join(' ')).sort();

describe('the folder of conversations', () => {
  let folder: string;
  beforeEach(async () => {
    folder = path.join(await mkdtemp(path.join(tmpdir(), 'sightline-folder-')), 'conversations');
  });
  afterEach(() => rm(path.dirname(folder), { recursive: true }));

  /** The store of one window. */
  const window = (): SessionStore =>
    new SessionStore(sessionFolder(vscode.Uri.file(folder)), () => ({
      isKept: true,
      conversations: 10,
      days: 10_000,
    }));

  it('is there with the first, and read by its owner only', async () => {
    assert.deepEqual(await window().all(), []);
    await window().save(kept('a', 1, 'One.'), 0);
    assert.deepEqual(await readdir(folder), ['a.json']);
    if (process.platform !== 'win32') {
      const modes = [folder, path.join(folder, 'a.json')].map(async (at) => (await stat(at)).mode);
      assert.deepEqual(
        (await Promise.all(modes)).map((mode) => mode & 0o777),
        [0o700, 0o600],
      );
    }
  });

  it('loses nothing to two windows that go on with the same conversation', async () => {
    const [one, other] = [window(), window()];
    await one.save(kept('a', 1, 'Begun.'), 0);
    await one.save(kept('a', 2, 'Begun.', 'Here.'), 1);
    const id = await other.save(kept('a', 3, 'Begun.', 'There.'), 1);
    assert.notEqual(id, 'a');
    await Promise.all([
      one.save(kept('a', 4, 'Begun.', 'Here.', 'Still here.'), 2),
      other.save(kept(id, 5, 'Begun.', 'There.', 'Still there.'), 3),
    ]);
    const whole = ['Begun. Here. Still here.', 'Begun. There. Still there.'];
    assert.deepEqual(textsOf(await one.all()), whole);
    assert.deepEqual(textsOf(await other.all()), whole);
  });

  it('loses one conversation to a torn file, and no other', async () => {
    const store = window();
    await store.save(kept('a', 1, 'One.'), 0);
    await store.save(kept('b', 2, 'Two.'), 0);
    const file = path.join(folder, 'a.json');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.slice(0, text.length / 2));
    assert.deepEqual(textsOf(await window().all()), ['Two.']);
    await store.save(kept('a', 3, 'One.', 'Again.'), 1);
    assert.deepEqual(textsOf(await window().all()), ['One. Again.', 'Two.']);
  });
});
