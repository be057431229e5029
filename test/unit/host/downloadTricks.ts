import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { maxImageBytes } from '../../../src/core/images/images';
import { png, sendPng, type Handler } from './internet';

/** What becomes of a download: the picture, something that the readers of images refuse, or a failure. */
export type Outcome = 'picture' | 'no picture' | readonly [kind: string, why: string | number];

export interface Trick {
  readonly what: string;
  /** A path on the server that `answer` plays, or another URL. */
  readonly url?: string;
  readonly answer?: Handler;
  readonly outcome: Outcome;
  /** How long it may take, where that is what ends it. */
  readonly milliseconds?: number;
}

const refused = (why: string): Outcome => ['urlRefused', why];
const unreachable = (why: string | number): Outcome => ['urlUnreachable', why];

const asked = (url: string, outcome: Outcome): Trick => ({ what: `the URL ${url}`, url, outcome });

/** From `/a.png` to `location`; there is the picture. */
const redirect = (location: string, outcome: Outcome, status = 302): Trick => ({
  what: `a redirect (${status}) to ${JSON.stringify(location)}`,
  answer: (response, request) =>
    request.url === '/a.png'
      ? response.writeHead(status, { location }).end()
      : sendPng(response, request),
  outcome,
});

const body = (what: string, headers: object, bytes: Buffer | string, outcome: Outcome): Trick => ({
  what,
  answer: (response) => response.writeHead(200, { ...headers }).end(bytes),
  outcome,
});

const raw = (what: string, bytes: Buffer | string, outcome: Outcome): Trick => ({
  what,
  answer: (_, { socket }) => socket.end(bytes),
  outcome,
});

const head = (lines: string): string => `HTTP/1.1 200 OK\r\n${lines}\r\n\r\n`;
const packed = (encoding: string, bytes: Buffer, outcome: Outcome): Trick =>
  body(`${encoding}: ${bytes.length} bytes`, { 'content-encoding': encoding }, bytes, outcome);

function endless(stream: ServerResponse | Duplex, part: Buffer): void {
  const more = (): void => {
    while (!stream.destroyed && stream.write(part));
  };
  stream.on('drain', more).on('error', () => undefined);
  more();
}

const dripping = (stream: ServerResponse | Duplex, part: string): void => {
  const timer = setInterval(() => stream.write(part), 10);
  stream.on('close', () => clearInterval(timer)).on('error', () => undefined);
};

const large = Buffer.alloc(256 * 1024);
const page = '<!doctype html><title>Sign in</title>';

export const downloadTricks: readonly Trick[] = [
  asked('file:///etc/passwd', refused('scheme')),
  asked('data:image/png;base64,AAAA', refused('scheme')),
  asked('ftp://pictures.example/a.png', refused('scheme')),
  asked('http://user:word@pictures.example/a.png', refused('credentials')),
  asked('http://inside.example/a.png', refused('private')),
  asked('http://both.example/a.png', refused('private')),
  asked('http://six.example/a.png', refused('private')),
  asked('http://nowhere.example/a.png', refused('private')),
  asked('http://localhost/a.png', refused('private')),
  asked('http://0.0.0.0/a.png', refused('private')),
  asked('http://2852039166/latest/meta-data', refused('private')),
  asked('http://[::ffff:169.254.169.254]/latest/meta-data', refused('private')),
  asked('http://unknown.example/a.png', unreachable('ENOTFOUND')),

  redirect('/b.png', 'picture', 301),
  redirect('//pictures.example:0/b.png', unreachable('ECONNREFUSED')),
  redirect('http://10.0.0.1/', refused('private'), 303),
  redirect('http://192.168.0.1/', refused('private'), 307),
  redirect('http://169.254.169.254/latest/meta-data/', refused('private'), 308),
  redirect('//172.16.0.1/', refused('private')),
  redirect('///10.0.0.1/a', refused('private')),
  redirect('http:\\\\10.0.0.1\\a', refused('private')),
  redirect('http://167772161/', refused('private')),
  redirect('http://012.0.0.1/', refused('private')),
  redirect('http://0x7f.2/', refused('private')),
  redirect('http://[::ffff:10.0.0.1]/', refused('private')),
  redirect('http://[fd00::1]/', refused('private')),
  redirect('http://localhost:22/', refused('private')),
  redirect('http://inside.example/a.png', refused('private')),
  redirect('http://user:word@pictures.example/b.png', refused('credentials')),
  redirect('file:///etc/passwd', refused('scheme'), 308),
  redirect('data:image/png;base64,AAAA', refused('scheme'), 303),
  redirect('javascript:alert(1)', refused('scheme')),
  redirect('ftp://pictures.example/a', refused('scheme')),
  redirect('/a.png', refused('redirects')),
  redirect('', refused('redirects')),
  redirect('http://[', unreachable('ERR_INVALID_URL')),
  redirect('/b.png', unreachable(300), 300),
  redirect('/b.png', unreachable(305), 305),
  {
    what: 'a redirect whose body has no end',
    answer: (response) => endless(response.writeHead(302, { location: 'http://10.0.0.1' }), large),
    outcome: refused('private'),
  },
  raw(
    'a redirect to two places',
    'HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\nLocation: /b.png\r\n\r\n',
    refused('private'),
  ),
  body('a place to go to beside the picture', { location: 'http://10.0.0.1/' }, png, 'picture'),

  body('a picture that is called a page', { 'content-type': 'text/html' }, png, 'picture'),
  body('a picture without a type', {}, png, 'picture'),
  body('a page', { 'content-type': 'text/html' }, page, 'no picture'),
  body('a page that is called a picture', { 'content-type': 'image/png' }, page, 'no picture'),
  body('nothing', {}, '', 'no picture'),
  body('half a picture', {}, png.subarray(0, png.length / 2), 'no picture'),
  packed('identity', png, 'picture'),
  packed('x-gzip', gzipSync(png), 'picture'),
  packed('deflate', deflateSync(png), 'picture'),
  packed('deflate', deflateRawSync(png), unreachable('Z_DATA_ERROR')),
  packed('gzip', png, unreachable('Z_DATA_ERROR')),
  packed('gzip', gzipSync(png).subarray(0, 60), unreachable('Z_BUF_ERROR')),
  packed('gzip', gzipSync(Buffer.alloc(maxImageBytes + 1)), ['imageTooLarge', maxImageBytes]),
  packed('gzip, gzip', gzipSync(gzipSync(png)), 'no picture'),
  packed('zstd', Buffer.from('x'), 'no picture'),
  packed('constructor', png, 'picture'),
  packed('__proto__', png, 'picture'),

  raw(
    'a cut picture',
    Buffer.concat([Buffer.from(head('Content-Length: 999')), png]),
    unreachable('ECONNRESET'),
  ),
  raw('a cut chunk', head('Transfer-Encoding: chunked') + '5\r\nab', unreachable('ECONNRESET')),
  raw('no length', Buffer.concat([Buffer.from(head('X: y')), png]), 'picture'),
  raw(
    'two lengths',
    head('Content-Length: 3\r\nContent-Length: 5'),
    unreachable('HPE_UNEXPECTED_CONTENT_LENGTH'),
  ),
  raw('a length below zero', head('Content-Length: -1'), unreachable('HPE_INVALID_CONTENT_LENGTH')),
  raw(
    'a length of 30 digits',
    head(`Content-Length: ${'9'.repeat(30)}`),
    unreachable('HPE_INVALID_CONTENT_LENGTH'),
  ),
  raw('a length over the limit', head(`Content-Length: ${maxImageBytes + 1}`), [
    'imageTooLarge',
    maxImageBytes,
  ]),
  raw('headers of 200 KB', head(`X: ${'a'.repeat(200_000)}`), unreachable('HPE_HEADER_OVERFLOW')),
  raw('a header with a NUL', head('X: a\0b'), unreachable('HPE_INVALID_HEADER_TOKEN')),
  raw('no HTTP', png, unreachable('HPE_INVALID_CONSTANT')),
  raw('no status', 'HTTP/1.1 abc OK\r\n\r\n', unreachable('HPE_INVALID_STATUS')),
  raw(
    'another protocol (101)',
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nabc',
    unreachable(101),
  ),
  {
    what: 'no answer but an end',
    answer: (_, { socket }) => socket.destroy(),
    outcome: unreachable('ECONNRESET'),
  },
  ...[204, 206, 304, 401, 404, 407, 500, 999].map((status): Trick => ({
    what: `the status ${status}`,
    answer: (response) => response.writeHead(status).end(),
    outcome: unreachable(status),
  })),
  {
    what: 'an error without an end',
    answer: (response) => endless(response.writeHead(500), large),
    outcome: unreachable(500),
  },
  {
    what: 'other answers before (100, 103)',
    answer: (response) => {
      response.writeContinue();
      response.writeEarlyHints({ link: '<http://10.0.0.1/x>; rel=preload' });
      response.end(png);
    },
    outcome: 'picture',
  },
  {
    what: 'headers that drip',
    answer: (_, { socket }) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      dripping(socket, 'X: y\r\n');
    },
    outcome: unreachable('ETIMEDOUT'),
    milliseconds: 100,
  },
  {
    what: 'a body that drips',
    answer: (response) => dripping(response.writeHead(200), 'x'),
    outcome: unreachable('ETIMEDOUT'),
    milliseconds: 100,
  },
];
