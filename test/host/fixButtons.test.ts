import assert from 'node:assert/strict';
import type { Connection } from '../../src/core/connections/connection';
import type { Turn } from '../../src/core/conversation/turn';
import { VisionError, type VisionErrorKind } from '../../src/core/errors';
import { registerConnectionActions } from '../../src/features/connections/actions';
import { connectionCommands } from '../../src/features/connections/connectionCommands';
import { targetOf } from '../../src/host/actions';
import { formatSession, parseSession } from '../../src/host/conversation/sessionFile';
import { useServices } from './services';
import { configure } from './sightline';

const first: Connection = {
  name: 'first',
  provider: 'azure',
  endpoint: 'https://first.openai.azure.com',
  deployment: 'eyes',
};
const second: Connection = {
  ...first,
  name: 'second',
  endpoint: 'https://second.openai.azure.com',
};
const gateway: Connection = {
  ...second,
  name: 'gateway',
  auth: 'none',
  headers: { 'X-Key': '${secret:key}' },
};
const signedIn: Connection = { ...second, name: 'signed in', auth: 'entra', tenant: 'b.example' };

/** The buttons of a failed turn that was kept and read back, as after a restart. */
describe('the buttons of a conversation that was restored', () => {
  const scopes: string[] = [];
  const services = useServices((_, asked) => {
    scopes.push(...asked);
    return Promise.resolve({ accessToken: 'token' } as never);
  });
  const input = () => services().quickInput;
  beforeEach(() =>
    registerConnectionActions(services(), (id, name) => connectionCommands[id](services(), name)),
  );

  const restored = (connection: string, kind: VisionErrorKind): Turn => {
    const turn: Turn = {
      id: 0,
      question: { text: 'What is it?', images: [], detail: 'auto' },
      replies: [
        {
          text: '',
          state: 'failed',
          by: { label: 'eyes', connection },
          error: new VisionError(kind, { host: 'second.openai.azure.com' }),
        },
      ],
      shown: 0,
    };
    const kept = {
      id: 'a',
      title: '',
      changed: 0,
      images: [],
      turns: [turn],
      consent: { given: [] },
    };
    const [read] = parseSession(formatSession(kept))?.turns ?? [];
    assert.ok(read);
    return read;
  };

  it('ask for the key of the connection that had answered, not which one is meant', async () => {
    await configure({ connections: [first, second] });
    const done = services().actions.run('setKey', targetOf(restored('second', 'keyRefused')));
    await input().submit('API key for second.openai.azure.com', 'new');
    assert.equal(await done, true);
    assert.deepEqual([...services().secrets.stored], [[`apiKey:${second.endpoint}`, 'new']]);
  });

  it('ask for the secret of its header', async () => {
    await configure({ connections: [{ ...gateway, name: 'other' }, gateway] });
    const done = services().actions.run('setSecret', targetOf(restored('gateway', 'keyMissing')));
    await input().submit('second.openai.azure.com', 'word');
    assert.equal(await done, true);
  });

  it('sign in anew for it, in its tenant', async () => {
    await configure({ connections: [first, signedIn] });
    const target = targetOf(restored('signed in', 'signInRefused'));
    assert.equal(await services().actions.run('signIn', target), true);
    assert.ok(scopes.includes('VSCODE_TENANT:b.example'), scopes.join());
  });

  it('ask which one is meant where that is gone', async () => {
    await configure({ connections: [first, second] });
    const done = services().actions.run('setKey', targetOf(restored('gone', 'keyRefused')));
    assert.deepEqual(await input().labels('Which connection is the key for?'), ['first', 'second']);
    await input().escape('Which connection is the key for?');
    assert.equal(await done, false);
  });
});
