import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { Actions } from '../../src/host/actions';
import { ConfirmedHosts } from '../../src/host/connections/confirmedHosts';
import { Connections } from '../../src/host/connections/connections';
import { NextAnswererWatch } from '../../src/host/connections/nextAnswerer';
import { Keys } from '../../src/host/connections/keys';
import { SignIn, type GetSession } from '../../src/host/connections/signIn';
import { Jobs } from '../../src/host/jobs';
import type { Conversations } from '../../src/host/conversations';
import type { Inquiry } from '../../src/host/inquiry';
import { Log } from '../../src/host/log';
import type { Services } from '../../src/host/services';
import { newMemory } from './memory';
import { ScriptedInput } from './scriptedInput';
import { Secrets } from './secrets';
import { sightline, unconfigure } from './sightline';

/** Services whose questions a test answers, and whose secrets are in memory. */
export interface TestServices extends Services {
  readonly quickInput: ScriptedInput;
  readonly secrets: Secrets;
  /** What features asked in a panel. */
  readonly inquiries: readonly Inquiry[];
}

/** Makes services anew for each test of a suite; settings are removed after it. */
export function useServices(
  getSession: GetSession = () => Promise.resolve(undefined),
): () => TestServices {
  let channel: vscode.LogOutputChannel;
  let services: TestServices | undefined;
  before(() => {
    channel = vscode.window.createOutputChannel('Test', { log: true });
  });
  beforeEach(() => {
    const quickInput = new ScriptedInput();
    const secrets = new Secrets();
    const memory = newMemory();
    const keys = new Keys(secrets);
    const log = new Log(channel);
    const confirmedHosts = new ConfirmedHosts(memory, quickInput);
    const connections = new Connections(keys, new SignIn(getSession), log, confirmedHosts);
    const inquiries: Inquiry[] = [];
    const ask = (inquiry: Inquiry) => Promise.resolve(void inquiries.push(inquiry));
    const conversations = { ask } as unknown as Conversations;
    const [actions, jobs] = [new Actions(), new Jobs()];
    services = {
      actions,
      jobs,
      quickInput,
      secrets,
      memory,
      keys,
      log,
      confirmedHosts,
      connections,
      conversations,
      inquiries,
      next: new NextAnswererWatch(connections),
      extensionUri: sightline().extensionUri,
      storage: vscode.Uri.file(path.join(tmpdir(), `sightline-${randomUUID()}`)),
      version: '0.0.0',
    };
  });
  afterEach(unconfigure);
  after(() => {
    channel.dispose();
  });
  return () => {
    if (services === undefined) {
      throw new Error('Services are there in tests only.');
    }
    return services;
  };
}
