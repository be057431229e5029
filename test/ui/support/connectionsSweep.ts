import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Editor } from '../../support/editor/launch';
import { shownOutput, wholeLog } from './connectionsLog';

/** What reached the browser's side, from `watch` on. */
export interface Watched {
  /** What the frames of webviews were sent, in both directions, as JSON. */
  readonly messages: string[];
  /** The requests of the browser: address, headers and body. */
  readonly requests: string[];
  /** What a content security policy has stopped. */
  readonly violations: string[];
}

/** Watches what the webviews that are opened from now on are sent, and what the browser requests. */
export async function watch({ page, context }: Editor): Promise<Watched> {
  const watched: Watched = { messages: [], requests: [], violations: [] };
  context.on('request', (request) => {
    watched.requests.push(
      [request.url(), JSON.stringify(request.headers()), request.postData()].join('\n'),
    );
  });
  await page.exposeFunction('tellMessage', (json: string) => watched.messages.push(json));
  await page.exposeFunction('tellViolation', (text: string) => watched.violations.push(text));
  // tsx gives functions their names through a helper that the page lacks.
  await page.addInitScript('globalThis.__name ??= (value) => value');
  await page.addInitScript(() => {
    const { tellMessage, tellViolation } = window as unknown as Record<
      'tellMessage' | 'tellViolation',
      (text: string) => void
    >;
    const plain = (_: string, value: unknown) =>
      value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : value;
    const tell = (message: unknown) => tellMessage(JSON.stringify(message, plain));
    const listen = () => {
      window.addEventListener('message', ({ data }) => tell(data));
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        tellViolation(`${violatedDirective} ${blockedURI}`),
      );
    };
    listen();
    // A webview's page is written into a document that is opened anew, which drops all listeners.
    const open = Reflect.get(Document.prototype, 'open') as (...args: unknown[]) => unknown;
    Document.prototype.open = function (this: Document, ...args: unknown[]) {
      const opened = open.apply(this, args) as Document & Window;
      listen();
      return opened;
    };
    // What a page posts leaves through a port.
    const post = Reflect.get(MessagePort.prototype, 'postMessage') as (...args: unknown[]) => void;
    MessagePort.prototype.postMessage = function (this: MessagePort, ...args: unknown[]) {
      tell(args[0]);
      post.apply(this, args);
    };
  });
  return watched;
}

/**
 * Everything that can be read of an editor, by the name of the place. VS Code's web workbench on a
 * plain server keeps SecretStorage in the window's memory, so no place is excepted.
 */
export async function everythingIn(
  editor: Editor,
  { messages, requests }: Watched,
): Promise<Map<string, string>> {
  const { context, page, dataDir, workspace } = editor;
  const frames = await Promise.all(page.frames().map((frame) => frame.content()));
  return new Map([
    ['the messages of webviews', messages.join('\n')],
    ['the requests of the browser', requests.join('\n')],
    ['the documents of all frames', frames.join('\n')],
    ['the Output view', await shownOutput(editor)],
    ['the log', await wholeLog(editor)],
    [
      'local storage and databases',
      JSON.stringify(await context.storageState({ indexedDB: true })),
    ],
    ['session storage', await page.evaluate(() => JSON.stringify(sessionStorage))],
    ["the page's console", editor.consoleLog],
    ["the server's output", editor.serverLog],
    ...(await filesIn(dataDir)),
    ...(await filesIn(workspace)),
  ]);
}

async function filesIn(folder: string): Promise<[string, string][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => {
        const file = path.join(parentPath, name);
        return [file, await readFile(file, 'latin1')] as [string, string];
      }),
  );
}
