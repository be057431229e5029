import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { parseWebviewMessage, type HostMessage, type WebviewMessage } from '../../protocol';
import type { Log } from '../log';

/** The webview of a panel: its page, its messages in both directions, its end. */
export class PanelView {
  private readonly panel: vscode.WebviewPanel;
  private ready = false;

  /** `onMessage` gets `ready` each time the page (re)starts: then it wants the whole state. */
  constructor(
    extensionUri: vscode.Uri,
    column: vscode.ViewColumn,
    log: Log,
    onMessage: (message: WebviewMessage) => void,
    onDispose: () => void,
  ) {
    const roots = ['dist', 'media'].map((folder) => vscode.Uri.joinPath(extensionUri, folder));
    this.panel = vscode.window.createWebviewPanel('sightline.conversation', 'Sightline', column, {
      enableScripts: true,
      enableFindWidget: true,
      localResourceRoots: roots,
    });
    this.panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
    this.panel.webview.onDidReceiveMessage((value: unknown) => {
      const message = parseWebviewMessage(value);
      if (message === undefined) {
        log.warn('A message from the panel was not understood and dropped.');
        return;
      }
      this.ready ||= message.type === 'ready';
      onMessage(message);
    });
    this.panel.onDidChangeViewState(() => {
      this.ready &&= this.panel.visible;
    });
    this.panel.onDidDispose(() => {
      this.ready = false; // What ends with the panel can no longer be told to it.
      onDispose();
    });
    this.panel.webview.html = page(this.panel.webview, extensionUri);
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
    if (this.ready) {
      void this.panel.webview.postMessage(message);
    }
  }

  dispose(): void {
    this.panel.dispose();
  }
}

function page(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const script = webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview.js'));
  const style = webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'panel.css'));
  const policy = [
    "default-src 'none'",
    'img-src blob:',
    `style-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${style.toString()}">
  <title>Sightline</title>
</head>
<body>
  <main id="root"></main>
  <script nonce="${nonce}" src="${script.toString()}"></script>
</body>
</html>`;
}
