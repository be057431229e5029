import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { isVisionError, VisionError } from '../../src/core/errors';
import type { ImageFile, RequestImage, SourceImage } from '../../src/core/images/images';
import type { ReplyEvent } from '../../src/core/conversation/reply';
import { imagesIn, userMessage } from '../../src/core/conversation/message';
import type { Answer, VisionRequest } from '../../src/core/conversation/request';
import type { Answerer } from '../../src/host/connections/answerer';
import { Log } from '../../src/host/log';
import { sendRequest, type Consent } from '../../src/host/conversation/sending';

const requestAbout = (images: readonly SourceImage[]): VisionRequest<SourceImage> => ({
  system: '',
  messages: [userMessage('What is this?', images)],
  detail: 'auto',
  maxOutputTokens: 100,
});
const image: ImageFile = {
  name: 'a.png',
  type: 'image/png',
  bytes: Uint8Array.of(1),
  width: 64,
  height: 64,
  traits: [],
};
const remote = { name: 'b.png', url: 'https://pictures.example/b.png' };
/** Refused before anything is connected to. */
const inside = { name: 'c.png', url: 'http://127.0.0.1:9/c.png' };

/** Answers with the names that it was sent, after the failures that it is given. */
function answering(name: string, asked: string[], failure?: VisionError): Answer<RequestImage> {
  return async function* ({ messages }) {
    asked.push(
      `${name}: ${imagesIn(messages)
        .map((item) => item.name)
        .join()}`,
    );
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

  const recipient = {
    host: 'server',
    deployment: 'vision',
    names: ['vision'],
    isOpenAi: false,
    types: ['image/png'],
    maxImages: 10,
  } as const;

  async function ask(
    images: readonly SourceImage[],
    answerer: Pick<Answerer, 'answer'> & Partial<Answerer>,
    consent: Consent = { given: [] },
  ): Promise<{ text: string; failure: unknown; types: string[] }> {
    const events: ReplyEvent[] = [];
    const sending = {
      answerer: { label: 'a model', tries: [], recipient: () => recipient, ...answerer },
      settings: { prices: {}, tallImages: 'never', confirmTokens: 50_000 } as const,
      consent,
      agreedTo: () => undefined,
      prepared: new WeakMap(),
      decide: () => Promise.resolve(undefined),
      drawn: (image: ImageFile) => Promise.resolve(image),
      downloaded: () => assert.fail('nothing can be downloaded here'),
      log: new Log(channel),
    };
    let failure: unknown;
    try {
      const { signal } = new AbortController();
      for await (const event of sendRequest(requestAbout(images), sending, signal)) {
        events.push(event);
      }
    } catch (error) {
      failure = error;
    }
    const text = events.map((event) => (event.type === 'text' ? event.text : '')).join('');
    return { text, failure, types: events.map(({ type }) => type) };
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
    const { text } = await ask([remote, remote], {
      answer: answering('bytes', asked),
      answerUrls: answering('urls', asked),
    });
    assert.deepEqual([text, asked], ['urls', ['urls: b.png,b.png']]);
  });

  it('is downloaded beside a file, which is to be made ready and agreed to', async () => {
    const asked: string[] = [];
    const { failure } = await ask([inside, image], {
      answer: answering('bytes', asked),
      answerUrls: answering('urls', asked),
    });
    assert.ok(isVisionError(failure));
    assert.deepEqual([failure.kind, failure.details.code], ['urlRefused', 'private']);
    assert.deepEqual(asked, []);
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

  it('goes to another server than before only where the user agrees', async () => {
    const asked: string[] = [];
    const given = [{ host: 'elsewhere', deployment: 'vision' }];
    const answerer = { answer: answering('bytes', asked), answerUrls: answering('urls', asked) };
    const { text, types } = await ask([remote], answerer, { given });
    assert.deepEqual([text, types, asked], ['', ['receipt', 'proposal'], []]);
  });

  it('is downloaded where no server fetches it, but not from this machine', async () => {
    const asked: string[] = [];
    const { failure } = await ask([inside], { answer: answering('bytes', asked) });
    assert.ok(isVisionError(failure));
    assert.deepEqual([failure.kind, failure.details.code], ['urlRefused', 'private']);
    assert.deepEqual(asked, []);
  });
});
