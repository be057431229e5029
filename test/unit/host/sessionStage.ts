import assert from 'node:assert/strict';
import type { ReplyEvent } from '../../../src/core/conversation/reply';
import type { VisionRequest } from '../../../src/core/conversation/request';
import { VisionError } from '../../../src/core/errors';
import type { SourceImage } from '../../../src/core/images/images';
import type { Answerer } from '../../../src/host/connections/answerer';
import { Jobs } from '../../../src/host/jobs';
import { Session } from '../../../src/host/conversation/session';
import type { SessionPorts } from '../../../src/host/conversation/sessionPorts';
import type { Sending } from '../../../src/host/conversation/sending';
import { ImageStore, type CutPart } from '../../../src/host/images/imageStore';
import type { Log } from '../../../src/host/log';
import type { Settings } from '../../../src/host/settings';

const quiet = { info: () => undefined, warn: () => undefined, turn: () => undefined };

const settings = {
  systemPrompt: 'Be brief.',
  replyLanguage: 'auto',
  detail: 'auto',
  maxOutputTokens: 100,
} as Settings;

const answerer = (label: string): Answerer => ({
  label,
  answer: () => assert.fail('the sending is a script'),
  tries: [],
});

/** Of a picture at a URL, which nothing else here is. */
const cut: CutPart = (_, { name }) =>
  Promise.resolve({ name, url: `https://parts.example/${encodeURIComponent(name)}` });

/** A session whose requests are answered by `answer`, and what it was asked. */
export function begin(
  answer: (request: VisionRequest<SourceImage>, sending: Sending) => Iterable<ReplyEvent>,
) {
  let reads = 0;
  const images = new ImageStore((address) => {
    reads++;
    return String(address).endsWith('missing.png')
      ? Promise.reject(new VisionError('imageNotReadable'))
      : Promise.resolve({ name: 'a.png', url: String(address) });
  }, cut);
  const requests: VisionRequest<SourceImage>[] = [];
  const consents: Sending['consent'][] = [];
  let current = 'first model';
  const ports: SessionPorts = {
    images,
    jobs: new Jobs(),
    prepared: new WeakMap(),
    drawn: (image) => Promise.resolve(image),
    answerer: () => Promise.resolve(answerer(current)),
    settings: () => settings,
    loadSending: () =>
      Promise.resolve({
        async *sendRequest(request, sending) {
          requests.push(request);
          consents.push(sending.consent);
          await Promise.resolve();
          yield* answer(request, sending);
        },
      }),
    factsOf: () => '',
    log: quiet as unknown as Log,
  };
  const session = new Session(ports, { id: 's', title: '' });
  const ask = (url: string, text = 'What is it?', job?: string) =>
    session.begin({
      title: `Describe: ${text}`,
      asked: { text, images: [images.add(new URL(url))], ...(job !== undefined && { job }) },
      answerer: ports.answerer(),
    });
  return {
    session,
    images,
    requests,
    consents,
    ports,
    ask,
    reads: () => reads,
    use: (label: string) => (current = label),
  };
}
