import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { isVisionError } from '../../src/core/errors';
import { Connections } from '../../src/host/connections/connections';
import type { Answerer } from '../../src/host/connections/answerer';
import { errorView } from './views';
import { Keys } from '../../src/host/connections/keys';
import { Log } from '../../src/host/log';
import { ConfirmedHosts } from '../../src/host/connections/confirmedHosts';
import { SignIn } from '../../src/host/connections/signIn';
import { newMemory } from './memory';
import { Secrets } from './secrets';
import { configure, unconfigure } from './sightline';
import { seer, useTestModels } from './testModels';

const local = {
  name: 'local',
  provider: 'openai',
  endpoint: 'http://localhost:11434/v1',
  deployment: 'llava',
  auth: 'none',
};

describe('the models of VS Code answer', () => {
  const { models } = useTestModels();
  let connections: Connections;
  let channel: vscode.LogOutputChannel;

  before(() => {
    channel = vscode.window.createOutputChannel('Test', { log: true });
    connections = new Connections(
      new Keys(new Secrets()),
      new SignIn(() => Promise.resolve(undefined)),
      new Log(channel),
      new ConfirmedHosts(newMemory(), vscode.window),
    );
  });
  afterEach(unconfigure);
  after(() => channel.dispose());

  const answerer = async (): Promise<[label: string, isOffline: boolean | undefined]> => {
    const { label, isOffline }: Answerer = await connections.answerer();
    return [label, isOffline];
  };

  it('where there is no connection, and the offline reader where there is none of them', async () => {
    assert.deepEqual(await answerer(), ['Seer (Tests)', undefined]);
    models().offer('blind');
    assert.deepEqual(await answerer(), ['Offline text reader', true]);
  });

  it('after the list of connections, unless the setting names one', async () => {
    await configure({ connections: [local] });
    assert.deepEqual(await answerer(), ['llava at localhost:11434', undefined]);
    await configure({ connection: seer });
    assert.deepEqual(await answerer(), ['Seer (Tests)', undefined]);
  });

  it('not where the setting names the offline reader', async () => {
    await configure({ connections: [local], connection: 'offline' });
    assert.deepEqual(await answerer(), ['Offline text reader', true]);
    assert.equal(await connections.languageModel(), undefined);
  });

  it('not where the named one takes no images: a card says so', async () => {
    await configure({ connection: 'vscode:sightline-tests/blind' });
    await assert.rejects(connections.answerer(), (error: unknown) => {
      assert.ok(isVisionError(error));
      assert.equal(error.kind, 'modelBlind');
      const { title, detail, actions } = errorView(error);
      assert.equal(title, 'This model cannot see images');
      assert.match(detail, /“Blind \(Tests\)”/);
      assert.equal(actions[0]?.action, 'selectConnection');
      return true;
    });
  });

  it('not in place of a named one that is gone: a card names it', async () => {
    await configure({ connections: [local], connection: 'vscode:sightline-tests/gone' });
    await assert.rejects(connections.answerer(), (error: unknown) => {
      assert.ok(isVisionError(error));
      assert.equal(error.kind, 'modelGone');
      const { detail, actions } = errorView(error);
      assert.match(detail, /“vscode:sightline-tests\/gone”/);
      assert.equal(actions[0]?.action, 'selectConnection');
      return true;
    });
  });
});
