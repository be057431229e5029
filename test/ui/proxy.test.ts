import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from '../support/editor/until';
import { selfSigned } from '../support/certificate';
import { workspacesFolder } from '../support/pictures';
import { startRelay, type Relay } from '../support/relay';
import { startProxy, type Proxy } from '../support/tinyproxy';
import { select } from './support/connections';
import { describeImage, useEditor, useEmulator } from './support/connectionsStage';

const key = 'azure-key-4b7d0c2e9a1f5836';
const picture = 'screenshots/checkout-form.png';

/** VS Code never asks a proxy for `localhost` and 127.0.0.1; this address is of this computer too. */
const address = '127.0.0.2';

/** Every server that the tests of a suite need beside the emulator. */
interface Servers {
  readonly proxy: Proxy;
  /** In front of the proxy: sees what the proxy sees. */
  readonly way: Relay;
  /** Speaks TLS for the emulated resource, with a certificate that VS Code is to trust. */
  readonly trusted: Relay;
  /** The same with a certificate that nobody knows. */
  readonly unknown: Relay;
  /** The file with the certificate to trust. */
  readonly certificate: string;
}

/** The two ways in which VS Code is told of a proxy and of a certificate. */
const suites = {
  'A proxy of the settings and a certificate of the system': {
    settings: ({ way }: Servers) => ({ 'http.proxy': `http://${way.host}` }),
    env: ({ certificate }: Servers) => ({ SSL_CERT_FILE: certificate }),
  },
  'A proxy of the system and a certificate for Node': {
    settings: () => ({ 'http.systemCertificates': false }),
    env: ({ way, certificate }: Servers) => ({
      HTTPS_PROXY: `http://${way.host}`,
      NODE_EXTRA_CA_CERTS: certificate,
    }),
  },
};

for (const [title, { settings, env }] of Object.entries(suites)) {
  describe(title, function () {
    this.timeout(90_000);
    const azure = useEmulator({ kind: 'azure', key });
    let servers: Servers | undefined;
    const there = (): Servers => {
      assert.ok(servers);
      return servers;
    };

    before(async function () {
      this.timeout(180_000); // tinyproxy may have to be installed.
      const proxy = await startProxy();
      const folder = await mkdtemp(path.join(tmpdir(), 'sightline-certificate-'));
      const certificate = path.join(folder, 'authority.pem');
      const own = selfSigned(address);
      await writeFile(certificate, own.cert);
      const to = azure().url;
      servers = {
        proxy,
        way: await startRelay({ to: proxy.url }),
        trusted: await startRelay({ to, address, tls: own }),
        unknown: await startRelay({ to, address, tls: selfSigned(address) }),
        certificate,
      };
    });
    after(async () => {
      const { proxy, way, trusted, unknown, certificate } = there();
      await Promise.all([proxy, way, trusted, unknown].map((one) => one.close()));
      await rm(path.dirname(certificate), { recursive: true });
    });

    const editor = useEditor(() => ({
      workspace: path.join(workspacesFolder, 'demo'),
      settings: {
        'sightline.connections': (['trusted', 'unknown'] as const).map((name) => ({
          name,
          provider: 'azure',
          endpoint: `https://${there()[name].host}`,
          deployment: 'gpt-5.4',
        })),
        ...settings(there()),
      },
      fresh: {
        env: {
          ...env(there()),
          AZURE_OPENAI_ENDPOINT: `https://${there().trusted.host}`,
          AZURE_OPENAI_API_KEY: key,
          OPENAI_BASE_URL: `https://${there().unknown.host}`,
          OPENAI_API_KEY: 'key-of-the-unknown',
        },
      },
    }));

    it('lead to the model, and the proxy sees neither key nor image', async () => {
      const conversation = await describeImage(editor(), picture);
      assert.match(await conversation.finished('Seen by the emulator'), /1280 × 860/);
      const { proxy, way, trusted } = there();
      assert.equal(azure().requests[0]?.headers['api-key'], key);
      assert.ok(trusted.sent.includes(key), 'what is sent is seen where TLS ends');
      await until(`the proxy to print ${trusted.host}`, () =>
        proxy.requests.includes(`CONNECT ${trusted.host}`),
      );
      assert.ok(way.sent.includes(`CONNECT ${trusted.host} `));
      for (const secret of [key, 'api-key', 'image_url', 'chat/completions']) {
        assert.ok(!way.sent.includes(secret) && !proxy.log.includes(secret), secret);
      }
    });

    it('a certificate that is not trusted is told of, and nothing is sent', async () => {
      await select(editor(), 'unknown');
      const { proxy, unknown } = there();
      const before = unknown.sent;
      const { alert } = await describeImage(editor(), picture);
      await alert.getByText('The server cannot be reached', { exact: true }).waitFor();
      const why = `The certificate of ${unknown.host} is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT). `;
      assert.ok((await alert.innerText()).includes(why), await alert.innerText());
      await until(`the proxy to print ${unknown.host}`, () =>
        proxy.requests.includes(`CONNECT ${unknown.host}`),
      );
      assert.equal(unknown.sent, before);
      await editor().workbench.screenshot('error-certificate');
      await select(editor(), 'trusted');
    });

    it('a proxy that has gone is told of', async () => {
      const { way, trusted } = there();
      await way.close();
      const { alert } = await describeImage(editor(), picture);
      const why = `Your proxy on the way to ${trusted.host} did not answer (ECONNREFUSED). `;
      await alert.getByText(why).waitFor();
      await editor().workbench.screenshot('error-proxy-gone');
      const port = Number(new URL(`http://${way.host}`).port);
      servers = { ...there(), way: await startRelay({ to: there().proxy.url, port }) };
    });
  });
}
