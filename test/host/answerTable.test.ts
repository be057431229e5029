import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import Mocha from 'mocha';
import * as vscode from 'vscode';
import type { Image } from '../../src/core/images/images';
import { readImageFile } from '../../src/host/images/imageFiles';
import type { TurnView } from '../../src/protocol/conversation';
import { usualPatience, type Patience } from '../../src/providers';
import { startEmulator } from '../support/emulator';
import { Asker, networkLedTo, type Seen } from './answerTable/ask';
import { expectedOf, failures, tries, type Expected } from './answerTable/failures';
import { cases, type Case } from './answerTable/cases';
import { aligned, wordsOf, type Line } from './answerTable/lines';
import { deploymentOf, quirks, refusalsBefore } from './answerTable/quirks';
import { servers } from './answerTable/servers';
import { sightline } from './sightline';

const key = 'sk-f00dfeedf00dfeedf00dfeedf00dfeed';
const calm: Patience = { ...usualPatience, tries, backOff: 2 };

/** No words for a user: values that were not there, and placeholders that were not filled. */
const holes = /undefined|null|NaN|\[object|\{\w+\}|“”|\s{2}|\?\?/;

describe('each server, each quirk and each failure', () => {
  const lines: Line[] = [];
  const rejections: unknown[] = [];
  const noteRejection = (reason: unknown): void => void rejections.push(reason);
  let uri: vscode.Uri;
  let image: Image;
  let closedUrl: string;

  before(async () => {
    process.on('unhandledRejection', noteRejection);
    // A small one: it is decoded a thousand times.
    uri = vscode.Uri.joinPath(sightline().extensionUri, 'test/workspaces/hostile/two words.png');
    image = await readImageFile(uri, new AbortController().signal);
    closedUrl = await freeUrl();
  });

  after(() => {
    process.off('unhandledRejection', noteRejection);
    // Only what Mocha prints reaches the output of a run.
    const table = ['', `${lines.length} questions to servers that fail`, '', ...aligned(lines), ''];
    table.forEach((line) => Mocha.reporters.Base.consoleLog(line));
  });

  it('meet one another', () => {
    assert.ok(cases.length >= 80);
    const met = new Set(
      cases.flatMap(({ server: { name: server }, quirk, failure }) => [
        `${server} · ${quirk.name}`,
        `${server} · ${failure.name}`,
        `${quirk.name} · ${failure.name}`,
      ]),
    );
    for (const { name } of quirks) {
      servers.forEach((server) => assert.ok(met.has(`${server.name} · ${name}`), name));
      failures.forEach((failure) => assert.ok(met.has(`${name} · ${failure.name}`), name));
    }
    for (const { name } of failures) {
      servers.forEach((server) => assert.ok(met.has(`${server.name} · ${name}`), name));
    }
  });

  for (const [id, one] of cases.entries()) {
    const { server, quirk, failure } = one;
    it(`${server.name} · ${quirk.name} · ${failure.name}`, async () => {
      const { name: deployment, options } = deploymentOf(server, quirk, id);
      const needsKey = server.connection.auth !== 'none';
      const emulator = await startEmulator({
        ...options,
        ...(needsKey && { key }),
        ...(failure.behaviour && { behaviour: failure.behaviour }),
      });
      try {
        let url = failure.behaviour ? emulator.url : closedUrl;
        const { origin } = new URL(server.connection.endpoint);
        const network = networkLedTo(origin, () => url, key);
        const connection = { name: 'table', deployment, ...server.connection };
        const asker = new Asker(connection, network, image, calm, uri);

        const first = await asker.ask('What is this?', failure.patience);
        const sent = emulator.requests.length;
        const streamed = emulator.requests.at(-1)?.text ?? '';
        url = emulator.url;
        emulator.behave({});
        const second = await asker.ask('What else?');
        const sentThen = emulator.requests.length - sent;
        const requests = `${sent} + ${sentThen}`;
        lines.push([server.name, quirk.name, failure.name, requests, wordsOf(first)]);
        await new Promise((resolve) => setImmediate(resolve));
        assert.deepEqual(rejections.splice(0), []);

        const expected = expectedOf(failure, server);
        const refusals = refusalsBefore(server, quirk);
        checkSeen(first, expected, one);
        checkText(first.view?.reply, streamed, expected.text);
        assert.equal(first.countdowns, countdownsOf(expected, failure.behaviour !== undefined));
        assert.equal(sent, failure.behaviour ? refusals + expected.requests : 0, 'requests');
        if (failure.behaviour?.gzip) {
          assert.equal(network.encodings.at(refusals), 'gzip');
        }
        // What was learned is kept, and what had failed does not stay in the way.
        checkSeen(second, { text: 'whole', requests: 1 }, one);
        assert.match(second.view?.reply ?? '', /What else\?”.*160 × 103/s);
        assert.equal(sentThen, failure.behaviour ? 1 : refusals + 1, 'requests of the second');
        for (const { json } of emulator.requests) {
          assert.ok(!('temperature' in (json as object)));
        }
      } finally {
        await emulator.close();
      }
    });
  }
});

/** Fails where the user sees nothing, something else, or words with holes. */
function checkSeen({ view }: Seen, expected: Expected, { server }: Case): void {
  assert.ok(view, 'a view');
  assert.equal(view.running, false);
  assert.equal(view.waiting, undefined);
  const isBlank = view.reply.trim() === '' && !view.error && view.notices.length === 0;
  assert.ok(!isBlank, 'a blank panel');
  assert.equal(view.error?.title, expected.card?.title, JSON.stringify(view.error));
  if (expected.card && view.error) {
    assert.match(view.error.detail, expected.card.detail);
    assert.match(view.error.detail, /^\S.*[.?”]$/);
    assert.ok(view.error.detail.includes(new URL(server.connection.endpoint).host));
    assert.ok(!view.error.detail.includes(key));
    assert.equal(view.error.actions[0]?.action, expected.card.action);
  }
  assert.equal(view.notices.length, expected.notice ? 1 : 0);
  if (expected.notice) {
    assert.match(view.notices[0]?.text ?? '', expected.notice.text);
    assert.equal(view.notices[0]?.actions[0]?.action, expected.notice.action);
  }
  assert.doesNotMatch(textsOf(view), holes);
}

/** Fails where anything that the server had sent of the reply is not in it, or anything else is. */
function checkText(reply: string | undefined, streamed: string, text: Expected['text']): void {
  assert.equal(reply, streamed);
  const isWhole = /^You asked: .*160 × 103 .*图像\.$/s.test(streamed);
  assert.equal(isWhole ? 'whole' : streamed === '' ? 'none' : 'part', text, streamed);
}

/** A countdown stands before each try but the first. */
function countdownsOf({ requests }: Expected, isReached: boolean): number {
  return isReached ? requests - 1 : 0;
}

function textsOf({ error, notices }: TurnView): string {
  return [...(error ? [error.title, error.detail] : []), ...notices.map(({ text }) => text)].join(
    ' ',
  );
}

/** The address of a port at which nothing listens. */
async function freeUrl(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}
