import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { download } from '../../../src/host/images/download/download';
import { closeServers, failureOf } from '../providers/support';
import { never, png, refusal, sendPng, serving, surroundings } from './internet';
import { tls } from './tls';

describe('a download that is redirected', () => {
  afterEach(closeServers);

  const redirecting = (...locations: string[]) =>
    serving((response, { url = '' }) => {
      const location = locations[Number(url.slice(1))];
      if (location === undefined) {
        response.end(png);
      } else {
        response.writeHead(302, { location }).end('Elsewhere');
      }
    });

  it('follows five times and no further', async () => {
    const five = await redirecting('/1', '/2', '/3', '/4', '/5');
    const seen = surroundings();
    assert.deepEqual(Buffer.from(await download(five.url('/0'), never, seen)), png);
    assert.equal(five.requests.length, 6);
    assert.equal(seen.resolved.length, 6, 'the name is resolved and checked each time');
    const six = await redirecting('/1', '/2', '/3', '/4', '/5', '/6');
    await refusal(six.url('/0'), 'redirects');
    assert.equal(six.requests.length, 6);
  });

  it('leaves a circle', async () => {
    const circle = await redirecting('/1', '/0');
    await refusal(circle.url('/0'), 'redirects');
  });

  for (const [location, code] of [
    ['http://127.0.0.2/a.png', 'private'],
    ['http://localhost/a.png', 'private'],
    ['http://[::1]/a.png', 'private'],
    ['http://169.254.169.254/latest/meta-data/', 'private'],
    ['http://192.168.1.1/a.png', 'private'],
    ['http://inside.example/a.png', 'private'],
    ['//10.0.0.1/a.png', 'private'],
    ['file:///etc/passwd', 'scheme'],
    ['http://user:word@pictures.example/a.png', 'credentials'],
  ] as const) {
    it(`does not follow to ${location}`, async () => {
      const pictures = await redirecting(location);
      const { host } = await refusal(pictures.url('/0'), code);
      assert.equal(host, new URL(location, 'http://pictures.example').host);
      assert.equal(pictures.requests.length, 1);
    });
  }

  it('resolves the name anew, and refuses it where it has become private', async () => {
    const pictures = await redirecting('/1');
    const answers = ['127.0.0.1', '10.0.0.1'];
    const resolve = () => Promise.resolve([{ address: answers.shift() ?? '', family: 4 }]);
    await refusal(pictures.url('/0'), 'private', { resolve });
    assert.equal(pictures.requests.length, 1);
  });
});

describe('a download over HTTPS', () => {
  afterEach(closeServers);

  const { ca } = https.globalAgent.options;
  let server: https.Server;
  let answer: RequestListener;

  before(async () => {
    https.globalAgent.options.ca = tls.cert;
    server = https.createServer(tls, (request, response) => answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  after(async () => {
    https.globalAgent.options.ca = ca;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const url = (host = 'pictures.example') =>
    new URL(`https://${host}:${(server.address() as AddressInfo).port}/a.png`);

  it('checks the certificate against the name, not the address', async () => {
    answer = (_, response) => response.end(png);
    assert.deepEqual(Buffer.from(await download(url(), never, surroundings())), png);
    const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    const other = download(url('other.example'), never, surroundings({ resolve }));
    const { code } = await failureOf(other, 'urlUnreachable');
    assert.equal(code, 'ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('is not redirected down to HTTP', async () => {
    const pictures = await serving(sendPng);
    answer = (_, response) =>
      response.writeHead(301, { location: pictures.url('/a.png').href }).end();
    await refusal(url(), 'insecure');
    assert.equal(pictures.requests.length, 0);
  });
});
