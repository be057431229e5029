import { randomUUID } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import * as vscode from 'vscode';
import { perform } from './actions';
import { contextOfSightline } from './sightlineContext';
import { addressFile, driverVariable, type Action } from './wire';

/** Lets the test steer this extension host, where the environment names a folder to meet in. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const folder = process.env[driverVariable];
  if (folder === undefined) {
    return;
  }
  const sightline = contextOfSightline();
  const token = randomUUID();
  const server = createServer((request, response) => {
    answer(request, token, (action) => perform(action, sightline)).then(
      (result) => response.end(JSON.stringify(result ?? null)),
      (error: unknown) => {
        response.writeHead(500).end(error instanceof Error ? error.message : String(error));
      },
    );
  });
  context.subscriptions.push({ dispose: () => server.close() });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const file = path.join(folder, addressFile);
  writeFileSync(`${file}.new`, JSON.stringify({ port, token }));
  renameSync(`${file}.new`, file);
}

async function answer(
  request: IncomingMessage,
  token: string,
  act: (action: Action) => Promise<unknown>,
): Promise<unknown> {
  if (request.headers.authorization !== `Bearer ${token}`) {
    throw new Error('The token is wrong.');
  }
  let body = '';
  for await (const part of request) {
    body += String(part);
  }
  return act(JSON.parse(body) as Action);
}
