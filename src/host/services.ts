import * as vscode from 'vscode';
import { Actions } from './actions';
import { loadSending } from './chunks';
import { ConfirmedHosts } from './connections/confirmedHosts';
import { Connections } from './connections/connections';
import { Keys } from './connections/keys';
import { NextAnswererWatch } from './connections/nextAnswerer';
import { SignIn } from './connections/signIn';
import { Jobs } from './conversation/jobs';
import { Panels } from './conversation/panels';
import { sessionFolder } from './conversation/sessionFolder';
import { SessionStore } from './conversation/sessionStore';
import { imageFacts } from './images/imageFacts';
import { readImage } from './images/imageFiles';
import { ImageStore } from './images/imageStore';
import { fewAtATime } from './images/together';
import { Log } from './log';
import type { QuickInput } from './quickInput';
import { readSettings } from './settings';

/** What features are given to work with. */
export interface Services {
  readonly keys: Keys;
  readonly log: Log;
  readonly connections: Connections;
  readonly panels: Panels;
  readonly jobs: Jobs;
  readonly actions: Actions;
  /** The conversations that are kept. */
  readonly history: SessionStore;
  readonly confirmedHosts: ConfirmedHosts;
  readonly quickInput: QuickInput;
  /** Kept between sessions on this computer. */
  readonly memory: vscode.Memento;
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
  const quickInput = vscode.window;
  const confirmedHosts = new ConfirmedHosts(context.globalState, quickInput);
  const connections = new Connections(keys, signIn, log, confirmedHosts);
  const next = new NextAnswererWatch(connections);
  const [actions, jobs, images] = [
    new Actions(),
    new Jobs(),
    new ImageStore(fewAtATime(readImage)),
  ];
  const { extensionUri, globalStorageUri } = context;
  const history = new SessionStore(
    sessionFolder(vscode.Uri.joinPath(globalStorageUri, 'conversations')),
    () => readSettings().history,
  );
  const panels = new Panels(
    { extensionUri, images, jobs, actions, next, log },
    {
      images,
      jobs,
      prepared: new WeakMap(),
      answerer: () => connections.answerer(),
      settings: readSettings,
      loadSending,
      factsOf: imageFacts,
      log,
    },
    history,
  );
  return {
    services: {
      keys,
      log,
      connections,
      panels,
      jobs,
      actions,
      history,
      confirmedHosts,
      quickInput,
      memory: context.globalState,
    },
    subscriptions: [channel, next],
  };
}
