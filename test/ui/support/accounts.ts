import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What VS Code asked of its Microsoft accounts. */
export interface AccountEvent {
  /** `create`: the user signs in; `get`: the token of who is signed in. */
  readonly event: 'create' | 'get';
  readonly scopes: readonly string[];
}

/** The Microsoft accounts of an editor with `test/extensions/accounts` in it. */
export interface Accounts {
  readonly env: Readonly<Record<string, string>>;
  readonly events: readonly AccountEvent[];
  /** The tokens that were given out, oldest first. */
  readonly tokens: readonly string[];
  /** Makes the tokens from now on. What it throws fails the sign-in. */
  give(make: (event: AccountEvent) => string): void;
  /** Forgets the events and the tokens so far. */
  forget(): void;
  close(): Promise<void>;
}

export async function startAccounts(make: (event: AccountEvent) => string): Promise<Accounts> {
  const events: AccountEvent[] = [];
  const tokens: string[] = [];
  let current = make;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const event = JSON.parse(body) as AccountEvent;
      events.push(event);
      try {
        tokens.push(current(event));
        response.end(tokens.at(-1));
      } catch (error) {
        response.writeHead(500).end(error instanceof Error ? error.message : 'failed');
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    env: {
      SIGHTLINE_TEST_ACCOUNTS: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    },
    events,
    tokens,
    give: (next) => (current = next),
    forget() {
      events.length = 0;
      tokens.length = 0;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
