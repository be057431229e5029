import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { Channel, type Answers } from '../../protocol/channel';
import {
  hostCalls,
  pageCalls,
  pageMessage,
  type HostMessage,
  type PageMessage,
} from '../../protocol/conversation';
import type { Log } from '../log';
import { pageHtml } from './pageHtml';

/** What the page of a conversation may load, and that it runs a script. */
export function pageOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  const roots = ['dist', 'media'].map((folder) => vscode.Uri.joinPath(extensionUri, folder));
  return { enableScripts: true, localResourceRoots: roots };
}

/** What happens in a panel. */
export interface PanelEvents {
  /** `ready` comes each time the page (re)starts: then it wants the whole state. */
  readonly onMessage: (message: PageMessage) => void;
  readonly answers: Answers<typeof hostCalls>;
  /** The page is there, and can be asked. */
  readonly onCame: (ask: Ask) => void;
  /** It is there no longer: it is hidden, or ends. */
  readonly onWent: () => void;
  readonly onDispose: () => void;
}

type PanelChannel = Channel<HostMessage, PageMessage, typeof pageCalls, typeof hostCalls>;

/** Asks the page. */
export type Ask = PanelChannel['ask'];

/** The webview of a panel: its page, what is said in both directions, its end. */
export class PanelView {
  private readonly channel: PanelChannel;
  private ready = false;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    log: Log,
    { onMessage, answers, onCame, onWent, onDispose }: PanelEvents,
  ) {
    this.channel = new Channel({
      post: (value) => {
        if (this.ready) {
          void panel.webview.postMessage(value);
        }
      },
      received: pageMessage,
      onMessage: (message) => {
        if (message.type === 'ready') {
          this.ready = true;
          onCame((name, params) => this.channel.ask(name, params));
        }
        onMessage(message);
      },
      asks: pageCalls,
      asked: hostCalls,
      answers,
      onUnknown: () => log.warn('A message from the panel was not understood and dropped.'),
    });
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
    panel.webview.options = pageOptions(extensionUri);
    panel.webview.onDidReceiveMessage((value: unknown) => this.channel.receive(value));
    panel.onDidChangeViewState(() => {
      if (!panel.visible) {
        this.ready = false;
        onWent();
      }
    });
    panel.onDidDispose(() => {
      this.ready = false; // What ends with the panel can no longer be told to it.
      this.channel.dispose();
      onWent();
      onDispose();
    });
    panel.webview.html = page(panel.webview, extensionUri);
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
  post(message: HostMessage): void {
    this.channel.post(message);
  }

  dispose(): void {
    this.panel.dispose();
  }
}

function page(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const address = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', name)).toString();
  return pageHtml({
    nonce: randomBytes(16).toString('base64'),
    script: address('webview.js'),
    style: address('panel.css'),
    cspSource: webview.cspSource,
    language: vscode.env.language,
  });
}
