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
import { PlainHosts } from './host/connections/plainHosts';
import type { Services } from './host/services';
import { SignIn } from './host/connections/signIn';

export function activate(context: vscode.ExtensionContext): void {
  const channel = vscode.window.createOutputChannel('Sightline', { log: true });
  const log = new Log(channel);
  const keys = new Keys(context.secrets);
  const signIn = new SignIn((provider, scopes, options) =>
    vscode.authentication.getSession(provider, scopes, options),
  );
  const plainHosts = new PlainHosts(context.globalState);
  const connections = new Connections(keys, signIn, log, plainHosts);
  const panels = new Panels(context.extensionUri, connections, log);
  const services: Services = {
    keys,
    log,
    connections,
    panels,
    plainHosts,
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
