import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { Channel, type Answers, type Calls } from '../../protocol/channel';
import type { GenericSchema } from 'valibot';
import type { Log } from '../log';
import { pageHtml } from './pageHtml';

/** A page: its files in `dist`, what it tells, what it is asked, and what it asks. */
export interface Page<Received extends PageMessage, Asks extends Calls, Asked extends Calls> {
  readonly script: string;
  readonly style: string;
  readonly received: GenericSchema<unknown, Received>;
  readonly asks: Asks;
  readonly asked: Asked;
}

/** What pages tell. `ready` comes each time one (re)starts: then it wants the whole state. */
interface PageMessage {
  readonly type: string;
}

/** What a page may load, and that it runs a script. */
export function pageOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  const roots = ['dist', 'media'].map((folder) => vscode.Uri.joinPath(extensionUri, folder));
  return { enableScripts: true, localResourceRoots: roots };
}

/** What happens in a panel. */
export interface PanelEvents<Received, Asks extends Calls, Asked extends Calls> {
  readonly onMessage: (message: Received) => void;
  readonly answers: Answers<Asked>;
  /** The page is there, and can be asked. */
  readonly onCame?: (ask: Channel<never, Received, Asks, Asked>['ask']) => void;
  /** It is there no longer: it is hidden, or ends. */
  readonly onWent?: () => void;
  readonly onDispose: () => void;
}

/** The webview of a panel: its page, what is said in both directions, its end. */
export class PanelView<
  Sent,
  Received extends PageMessage,
  Asks extends Calls,
  Asked extends Calls,
> {
  private readonly channel: Channel<Sent, Received, Asks, Asked>;
  private ready = false;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    log: Log,
    page: Page<Received, Asks, Asked>,
    { onMessage, answers, onCame, onWent, onDispose }: PanelEvents<Received, Asks, Asked>,
  ) {
    this.channel = new Channel({
      post: (value) => {
        if (this.ready) {
          void panel.webview.postMessage(value);
        }
      },
      received: page.received,
      onMessage: (message) => {
        if (message.type === 'ready') {
          this.ready = true;
          onCame?.((name, params) => this.channel.ask(name, params));
        }
        onMessage(message);
      },
      asks: page.asks,
      asked: page.asked,
      answers,
      onUnknown: () => log.warn('A message from the panel was not understood and dropped.'),
    });
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
    panel.webview.options = pageOptions(extensionUri);
    panel.webview.onDidReceiveMessage((value: unknown) => this.channel.receive(value));
    panel.onDidChangeViewState(() => {
      if (!panel.visible) {
        this.ready = false;
        onWent?.();
      }
    });
    panel.onDidDispose(() => {
      this.ready = false; // What ends with the panel can no longer be told to it.
      this.channel.dispose();
      onWent?.();
      onDispose();
    });
    panel.webview.html = html(panel.webview, extensionUri, page);
  }

  set title(title: string) {
    this.panel.title = title;
  }

  /** Where it is on show; undefined where another tab hides it. */
  get column(): vscode.ViewColumn | undefined {
    return this.panel.visible ? this.panel.viewColumn : undefined;
  }

  get active(): boolean {
    return this.panel.active;
  }

  reveal(): void {
    this.panel.reveal();
  }

  /** Sends a message; dropped while the page is not there, as its next `ready` fetches the state. */
  post(message: Sent): void {
    this.channel.post(message);
  }

  dispose(): void {
    this.panel.dispose();
  }
}

function html(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  { script, style }: { readonly script: string; readonly style: string },
): string {
  const address = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', name)).toString();
  return pageHtml({
    nonce: randomBytes(16).toString('base64'),
    script: address(script),
    style: address(style),
    cspSource: webview.cspSource,
    language: vscode.env.language,
  });
}
