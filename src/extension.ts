import * as vscode from 'vscode';
import { registerAskAboutImage } from './features/askAboutImage/index';
import { registerConnections } from './features/connections/index';
import { registerDescribeImage } from './features/describeImage';
import { registerGenerateAltText } from './features/generateAltText/index';
import { registerReadText } from './features/readText';
import { registerReviewMockup } from './features/reviewMockup';
import { Connections } from './host/connections/connections';
import { Keys } from './host/connections/keys';
import { Log } from './host/log';
import { Panels } from './host/conversation/panels';
import { ConfirmedHosts } from './host/connections/confirmedHosts';
import type { Services } from './host/services';
import { SignIn } from './host/connections/signIn';

export function activate(context: vscode.ExtensionContext): void {
  const channel = vscode.window.createOutputChannel('Sightline', { log: true });
  const log = new Log(channel);
  const keys = new Keys(context.secrets);
  const signIn = new SignIn((provider, scopes, options) =>
    vscode.authentication.getSession(provider, scopes, options),
  );
  const quickInput = vscode.window;
  const confirmedHosts = new ConfirmedHosts(context.globalState, quickInput);
  const connections = new Connections(keys, signIn, log, confirmedHosts);
  const panels = new Panels(context.extensionUri, connections, log);
  const services: Services = {
    keys,
    log,
    connections,
    panels,
    confirmedHosts,
    quickInput,
    memory: context.globalState,
  };

  context.subscriptions.push(
    channel,
    panels,
    registerDescribeImage(services),
    registerAskAboutImage(services),
    registerGenerateAltText(services),
    registerReviewMockup(services),
    registerReadText(services),
    registerConnections(services),
  );
}
