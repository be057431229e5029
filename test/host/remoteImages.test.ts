import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { isVisionError, VisionError } from '../../src/core/errors';
import type { ImageFile, RequestImage, SourceImage } from '../../src/core/images/images';
import type { ReplyEvent } from '../../src/core/conversation/reply';
import type { Answer, Question } from '../../src/core/conversation/request';
import type { Answerer } from '../../src/host/connections/connections';
import { Log } from '../../src/host/log';
import { answerAbout } from '../../src/host/images/remoteImages';

const question: Question = {
  system: '',
  exchanges: [{ role: 'user', text: 'What is this?' }],
  detail: 'auto',
  maxOutputTokens: 100,
};
const image: ImageFile = {
  name: 'a.png',
  type: 'image/png',
  bytes: Uint8Array.of(1),
  width: 1,
  height: 1,
  traits: [],
};
const remote = { name: 'b.png', url: 'https://pictures.example/b.png' };
/** Refused before anything is connected to. */
const inside = { name: 'c.png', url: 'http://127.0.0.1:9/c.png' };

/** Answers with the names that it was sent, after the failures that it is given. */
function answering(name: string, asked: string[], failure?: VisionError): Answer<RequestImage> {
  return async function* ({ images }) {
    asked.push(`${name}: ${images.map((item) => item.name).join()}`);
    await Promise.resolve();
    if (failure) {
      throw failure;
    }
    yield { type: 'text', text: name };
  };
}

describe('a question about images at URLs', () => {
  let channel: vscode.LogOutputChannel;
  before(() => {
    channel = vscode.window.createOutputChannel('Remote images', { log: true });
  });
  after(() => channel.dispose());

  async function ask(
    images: readonly SourceImage[],
    answerer: Pick<Answerer, 'answer' | 'answerUrls'>,
  ): Promise<{ text: string; failure: unknown }> {
    const events: ReplyEvent[] = [];
    const none = (): void => assert.fail('nothing can be downloaded here');
    const all = { label: 'a model', tries: [], ...answerer };
    const { signal } = new AbortController();
    let failure: unknown;
    try {
      for await (const event of answerAbout(images, all, question, signal, new Log(channel), {
        downloaded: none,
        send: (files) => all.answer({ ...question, images: files }, signal),
      })) {
        events.push(event);
      }
    } catch (error) {
      failure = error;
    }
    return { text: events.map((event) => ('text' in event ? event.text : '')).join(''), failure };
  }

  it('goes as bytes where all of them were read', async () => {
    const asked: string[] = [];
    const { text } = await ask([image], {
      answer: answering('bytes', asked),
      answerUrls: answering('urls', asked),
    });
    assert.deepEqual([text, asked], ['bytes', ['bytes: a.png']]);
  });

  it('goes as it is where the server fetches URLs', async () => {
    const asked: string[] = [];
    const { text } = await ask([image, remote], {
      answer: answering('bytes', asked),
      answerUrls: answering('urls', asked),
    });
    assert.deepEqual([text, asked], ['urls', ['urls: a.png,b.png']]);
  });

  const failures: [what: string, thrown: VisionError, kind: string][] = [
    ['could not fetch it', new VisionError('urlUnreachable', { host: 'server' }), 'urlRefused'],
    ['failed otherwise', new VisionError('rateLimited', { host: 'server' }), 'rateLimited'],
  ];
  for (const [what, thrown, kind] of failures) {
    it(`ends with ${kind} where the server ${what}`, async () => {
      const asked: string[] = [];
      const { failure } = await ask([inside], {
        answer: answering('bytes', asked),
        answerUrls: answering('urls', asked, thrown),
      });
      assert.ok(isVisionError(failure));
      assert.equal(failure.kind, kind);
      assert.deepEqual(asked, ['urls: c.png']);
    });
  }

  it('is downloaded where no server fetches it, but not from this machine', async () => {
    const asked: string[] = [];
    const { failure } = await ask([inside], { answer: answering('bytes', asked) });
    assert.ok(isVisionError(failure));
    assert.deepEqual([failure.kind, failure.details.code], ['urlRefused', 'private']);
    assert.deepEqual(asked, []);
  });
});
