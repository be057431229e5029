import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { isLoopback, type Connection } from '../../src/core/connections/connection';
import { errorView } from './views';
import { guardedFetch } from '../../src/host/connections/guardedFetch';
import { chatAnswer } from '../../src/providers';
import { startEmulator, type Emulator } from '../support/emulator';
import { until } from '../support/editor/until';
import { selfSigned } from '../support/certificate';
import { startRelay, type Relay } from '../support/relay';
import { startProxy, type Proxy } from '../support/tinyproxy';
import {
  collect,
  failure,
  key,
  networkWith,
  requestWith,
  singleTry,
} from '../unit/providers/support';

/** VS Code never asks a proxy for `localhost` and 127.0.0.1; this address is of this computer too. */
const address = '127.0.0.2';
const never = new AbortController().signal;

/** VS Code's, as the extension uses it. */
const vscodeFetch = guardedFetch();

type Settings = Readonly<Record<`http.${string}`, unknown>>;

async function change(settings: Settings): Promise<void> {
  const configuration = vscode.workspace.getConfiguration();
  for (const [name, value] of Object.entries(settings)) {
    await configuration.update(name, value, vscode.ConfigurationTarget.Global);
  }
}

describe("VS Code's proxy settings", function () {
  this.timeout(60_000);
  let emulator: Emulator;
  let plain: Relay;
  let secure: Relay;
  let proxy: Proxy;
  let guarded: Proxy;
  let touched: Settings = {};

  before(async function () {
    this.timeout(180_000); // tinyproxy may have to be installed.
    proxy = await startProxy();
    guarded = await startProxy({ login: 'ada secret' });
    emulator = await startEmulator({ kind: 'azure', key, deployments: ['gpt-4o'] });
    plain = await startRelay({ to: emulator.url, address });
    secure = await startRelay({ to: emulator.url, address, tls: selfSigned(address) });
  });
  after(() => Promise.all([proxy, guarded, emulator, plain, secure].map((one) => one.close())));
  afterEach(() =>
    change(Object.fromEntries(Object.keys(touched).map((name) => [name, undefined]))),
  );

  /** Asks the emulated resource at an origin, with these settings. */
  const ask = async (origin: string, settings: Settings = {}, signal = never) => {
    touched = settings;
    await change(settings);
    const connection: Connection = {
      name: 'test',
      provider: 'azure',
      endpoint: origin,
      deployment: 'gpt-4o',
    };
    const network = {
      ...networkWith({ [origin]: key }, vscodeFetch),
      mayUsePlainHttp: () => true,
    };
    return chatAnswer(connection, network, singleTry)(requestWith(1), signal);
  };

  /** Asks in vain; what the card says comes out. */
  const refused = async (origin: string, settings: Settings) => {
    const before = emulator.requests.length;
    const { error } = await failure(await ask(origin, settings), 'unreachable');
    assert.equal(emulator.requests.length, before);
    const { title, detail } = errorView(error);
    assert.equal(title, 'The server cannot be reached');
    return detail;
  };

  /** What a proxy prints of a request may come after the reply to it. */
  const printed = (by: Proxy, request: string, after = 0) =>
    until(`the proxy to print ${request}`, () => by.requests.slice(after).includes(request));

  const viaProxy = async (settings: Settings) => {
    const before = proxy.requests.length;
    const events = await collect(await ask(`http://${plain.host}`, settings));
    assert.ok(events.some(({ type }) => type === 'finish'));
    assert.equal(emulator.requests.at(-1)?.headers['api-key'], key);
    return proxy.requests.slice(before);
  };

  it('without any, the server is asked directly', async () => {
    assert.deepEqual(await viaProxy({}), []);
  });

  it('http.proxy is used', async () => {
    const before = proxy.requests.length;
    await viaProxy({ 'http.proxy': proxy.url });
    await printed(proxy, `CONNECT ${plain.host}`, before);
    assert.equal(proxy.requests.length, before + 1);
  });

  it('http.noProxy names what is asked directly', async () => {
    const settings = { 'http.proxy': proxy.url, 'http.noProxy': ['example.com', address] };
    assert.deepEqual(await viaProxy(settings), []);
  });

  it('http.proxySupport turns the proxy off', async () => {
    assert.deepEqual(await viaProxy({ 'http.proxy': proxy.url, 'http.proxySupport': 'off' }), []);
  });

  it('what counts as this computer is asked directly, and all else through the proxy', async () => {
    touched = { 'http.proxy': proxy.url };
    await change(touched);
    const hosts = ['localhost', '127.0.0.1', '[::1]', '127.0.0.2', 'app.localhost', 'localhost.'];
    const before = proxy.requests.length;
    // A port of its own: for another one, a tunnel may still be open.
    const relay = await startRelay({ to: emulator.url, address });
    const { port } = new URL(`http://${relay.host}`);
    for (const host of hosts) {
      await fetch(`http://${host}:${port}/`).catch(() => undefined);
    }
    await relay.close();
    const asked = hosts
      .filter((host) => !isLoopback(host))
      .map((host) => `CONNECT ${host}:${port}`);
    await until('the last to be printed', () => proxy.requests.length >= before + asked.length);
    assert.deepEqual(proxy.requests.slice(before), asked);
  });

  it('a proxy that wants a login (407) is told of, and is used with one', async () => {
    const origin = `http://${plain.host}`;
    for (const url of [guarded.url, guarded.url.replace('//', '//ada:wrong@')]) {
      assert.equal(
        await refused(origin, { 'http.proxy': url }),
        `Your proxy wants a user name and a password before it connects you to ${plain.host}. Put them into VS Code’s setting “http.proxy”, as in http://NAME:PASSWORD@HOST:PORT.`,
      );
    }
    const login = guarded.url.replace('//', '//ada:secret@');
    await collect(await ask(origin, { 'http.proxy': login }));
    assert.equal(emulator.requests.at(-1)?.headers['api-key'], key);
    await printed(guarded, `CONNECT ${plain.host}`);
  });

  it('a proxy that is down, or whose name is unknown, is told apart from the server', async () => {
    const gone = await startRelay({ to: emulator.url });
    await gone.close();
    for (const [url, code] of [
      [`http://${gone.host}`, 'ECONNREFUSED'],
      ['http://nobody.invalid:3128', '(?:ENOTFOUND|EAI_AGAIN)'],
    ] as const) {
      assert.match(
        await refused(`http://${plain.host}`, { 'http.proxy': url }),
        new RegExp(
          `^Your proxy on the way to ${plain.host} did not answer \\(${code}\\)\\. Check `,
        ),
      );
    }
  });

  /** A proxy that hangs up at CONNECT. */
  const rudeProxy = async (connected: () => void) => {
    const rude = createServer((socket) => {
      connected();
      socket.on('error', () => undefined).once('data', () => socket.destroy());
    });
    rude.listen(0, '127.0.0.1');
    await once(rude, 'listening');
    const { port } = rude.address() as AddressInfo;
    const settings = { 'http.proxy': `http://127.0.0.1:${port}` };
    return { settings, close: () => rude.close() };
  };

  it('a proxy that hangs up at CONNECT is told of, and then left alone', async () => {
    let connections = 0;
    const { settings, close } = await rudeProxy(() => {
      connections++;
    });
    try {
      for (const [origin, host] of [
        [`http://${plain.host}`, plain.host],
        [`https://${secure.host}`, secure.host],
        [`https://${secure.host}`, secure.host],
      ] as const) {
        assert.match(
          await refused(origin, settings),
          new RegExp(`^Your proxy on the way to ${host} did not answer \\(ECONNRESET\\)\\.`),
        );
      }
      // Four for each server, and one where it is known by then: a loop makes hundreds meanwhile.
      assert.ok(connections <= 9, String(connections));
    } finally {
      close();
    }
  });

  it('a proxy that hangs up at CONNECT is left alone after Stop too', async () => {
    let connections = 0;
    const controller = new AbortController();
    const { settings, close } = await rudeProxy(() => {
      connections++;
      controller.abort();
    });
    try {
      const events = await ask('https://stopped.example', settings, controller.signal);
      assert.deepEqual(await collect(events), []);
      await refused('https://another.example', settings);
      assert.ok(connections <= 8, String(connections));
    } finally {
      close();
    }
  });

  it('a server that the proxy cannot reach is told of', async () => {
    const gone = await startRelay({ to: emulator.url, address });
    await gone.close();
    assert.equal(
      await refused(`http://${gone.host}`, { 'http.proxy': proxy.url }),
      `Your proxy did not connect you to ${gone.host} (status 500). Check the endpoint, or ask who runs the proxy to allow it.`,
    );
    await printed(proxy, `CONNECT ${gone.host}`);
  });

  it('a self-signed certificate is refused, through the proxy too and whatever http.proxyStrictSSL says', async () => {
    for (const settings of [
      {},
      { 'http.proxy': proxy.url },
      { 'http.proxy': proxy.url, 'http.proxyStrictSSL': false },
      { 'http.systemCertificates': false },
    ]) {
      assert.equal(
        await refused(`https://${secure.host}`, settings),
        `The certificate of ${secure.host} is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT). If your company uses its own, add it to this computer’s certificates.`,
      );
    }
    assert.equal(secure.sent, '');
  });
});
