import assert from 'node:assert/strict';
import { isVisionError } from '../../../src/core/errors';
import { download } from '../../../src/host/images/download/download';
import { inspectImage } from '../../../src/imaging';
import { closeServers } from '../providers/support';
import { downloadTricks, type Outcome } from './downloadTricks';
import { closeOf, never, png, sendPng, serving, surroundings } from './internet';

describe('a download that is a trick', () => {
  afterEach(closeServers);

  it('is tried in many ways', () => assert.ok(downloadTricks.length >= 70));

  for (const { what, url, answer, outcome, milliseconds } of downloadTricks) {
    const name = typeof outcome === 'string' ? outcome : outcome.join(' ');
    it(`is ${name}: ${what}`, async () => {
      const pictures = await serving(answer ?? sendPng);
      const from = url === undefined ? pictures.url('/a.png') : new URL(url);
      assert.deepEqual(await outcomeOf(from, milliseconds), outcome);
      assert.ok(url === undefined || pictures.requests.length === 0, 'no server was asked');
      await Promise.all(pictures.requests.map(({ socket }) => closeOf(socket)));
    });
  }
});

/** The picture's bytes are whole and its own, or those of no picture; else why they are not there. */
async function outcomeOf(url: URL, milliseconds = 5_000): Promise<Outcome> {
  let bytes: Uint8Array;
  try {
    bytes = await download(url, never, surroundings({ milliseconds }));
  } catch (error) {
    assert.ok(isVisionError(error), String(error));
    const { kind, details } = error;
    return [kind, details.status ?? details.code ?? details.limit ?? ''];
  }
  try {
    await inspectImage('a.png', bytes);
  } catch (error) {
    assert.ok(isVisionError(error), String(error));
    return 'no picture';
  }
  assert.deepEqual(Buffer.from(bytes), png);
  return 'picture';
}
