import * as vscode from 'vscode';
import { Actions } from './actions';
import { loadConversations, loadLanguages } from './chunks';
import { ConfirmedHosts } from './connections/confirmedHosts';
import { Connections } from './connections/connections';
import { Keys } from './connections/keys';
import { NextAnswererWatch } from './connections/nextAnswerer';
import { SignIn } from './connections/signIn';
import { Jobs } from './jobs';
import { Conversations } from './conversations';
import { Log } from './log';
import { plainMessages } from './plainMessage';
import type { QuickInput } from './quickInput';
import { readSettings } from './settings';

/** What features are given to work with. */
export interface Services {
  readonly keys: Keys;
  readonly log: Log;
  readonly connections: Connections;
  readonly conversations: Conversations;
  readonly jobs: Jobs;
  readonly actions: Actions;
  readonly confirmedHosts: ConfirmedHosts;
  readonly quickInput: QuickInput;
  /** Kept between sessions on this computer. */
  readonly memory: vscode.Memento;
  /** Who answers next. */
  readonly next: NextAnswererWatch;
  readonly extensionUri: vscode.Uri;
  /** Where the extension may keep files that belong to this workspace. */
  readonly storage: vscode.Uri;
  /** The extension's. */
  readonly version: string;
}

/** Builds the services. No work starts here. */
export function createServices(context: vscode.ExtensionContext): {
  readonly services: Services;
  readonly subscriptions: readonly { dispose(): unknown }[];
} {
  const channel = vscode.window.createOutputChannel('Sightline', { log: true });
  const log = new Log(channel);
  const keys = new Keys(context.secrets);
  const signIn = new SignIn((provider, scopes, options) =>
    vscode.authentication.getSession(provider, scopes, options),
  );
  const quickInput = plainMessages(vscode.window);
  const confirmedHosts = new ConfirmedHosts(context.globalState, quickInput);
  let languages: ReturnType<typeof startLanguages> | undefined;
  const startLanguages = async () => {
    const { Languages } = await loadLanguages();
    const folder = vscode.Uri.joinPath(context.globalStorageUri, 'languages');
    return new Languages({ folder, memory: context.globalState, quickInput });
  };
  const connections = new Connections(keys, signIn, log, confirmedHosts, async (signal) =>
    readSettings().readText.languages.length === 0
      ? { files: [], notes: [] }
      : (await (languages ??= startLanguages())).chosen(signal),
  );
  const next = new NextAnswererWatch(connections);
  const [actions, jobs] = [new Actions(), new Jobs()];
  const { extensionUri, globalStorageUri: storage } = context;
  const conversations = new Conversations(async () => {
    const { createConversations } = await loadConversations();
    const about = { extensionUri, storage, connections, next, actions, jobs, log };
    return createConversations(about);
  });
  return {
    services: {
      keys,
      log,
      connections,
      conversations,
      jobs,
      actions,
      confirmedHosts,
      quickInput,
      memory: context.globalState,
      next,
      extensionUri,
      storage: context.storageUri ?? storage,
      version: String((context.extension.packageJSON as { version?: unknown }).version),
    },
    subscriptions: [channel, next],
  };
}
