import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { imagesIn, textIn } from '../../src/core/conversation/message';
import type { VisionRequest } from '../../src/core/conversation/request';
import { shownReply } from '../../src/core/conversation/turn';
import type { Recipient } from '../../src/core/connections/recipient';
import { boundsOf, type Box } from '../../src/core/images/region';
import { loadImaging, loadSending } from '../../src/host/chunks';
import { placeAnswer } from '../../src/host/conversation/places/places';
import { Session } from '../../src/host/conversation/session';
import { cutPart } from '../../src/host/images/parts';
import { readImage } from '../../src/host/images/imageFiles';
import { ImageStore } from '../../src/host/images/imageStore';
import { turnView } from '../../src/host/panel/turnView';
import { readSettings } from '../../src/host/settings';
import { disposeImaging } from '../../src/imaging';
import { quietLog } from './quietLog';
import { useServices } from './services';
import { configure } from './sightline';

const recipient: Recipient = {
  host: 'contoso.openai.azure.com',
  deployment: 'vision',
  names: ['vision', 'gpt-4o'],
  isOpenAi: true,
  types: ['image/png', 'image/jpeg'],
  maxImages: 10,
};

/** Where "Revenue" stands on the picture, which is 1400 × 900 pixels. */
const truth: Box = { x: 273 / 1400, y: 109 / 900, width: 61 / 1400, height: 14 / 900 };

/** As a model that is rough at places has it, in thousandths. */
const rough = [150, 90, 200, 110];

describe('places of an answer, from the question to the panel', function () {
  this.timeout(120_000);
  const services = useServices();
  after(() => disposeImaging());

  async function ask(replies: readonly string[]) {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const images = new ImageStore(readImage, cutPart);
    const requests: VisionRequest[] = [];
    const answerer = () =>
      Promise.resolve({
        label: 'eyes',
        tries: [],
        recipient: () => recipient,
        answer: async function* (request: VisionRequest) {
          requests.push(request);
          await Promise.resolve();
          yield { type: 'text', text: replies[requests.length - 1] ?? '' } as const;
          yield { type: 'usage', usage: { inputTokens: 10, outputTokens: 1 } } as const;
          yield { type: 'finish', finish: { reason: 'stop' } } as const;
        },
      });
    const session: Session = new Session(
      {
        images,
        jobs: services().jobs,
        prepared: new WeakMap(),
        drawn: (image) => Promise.resolve(image),
        answerer,
        decide: () => {
          session.stop();
          return Promise.resolve(undefined);
        },
        settings: readSettings,
        loadSending,
        withPlaces: placeAnswer({ images, loadImaging }),
        factsOf: () => '',
        log: quietLog,
      },
      { id: 's', title: 'S' },
    );
    const picture = vscode.Uri.joinPath(folder, 'screenshots', 'dashboard.png');
    await session.begin({
      title: 'Describe',
      asked: { text: 'What is shown?', images: [images.add(picture)], places: true },
      answerer: answerer(),
    });
    const turn = session.turns[0] ?? assert.fail();
    const view = turnView(turn, {
      actions: { label: () => undefined },
      images: (one) => session.recordsOf(one).map(({ id }) => id),
    });
    return { turn, reply: shownReply(turn), view, requests };
  }

  const answer = (box: unknown) =>
    JSON.stringify({
      answer: [
        { text: 'The card ', image: 1, box: null },
        { text: '“Revenue”', image: 1, box },
        { text: ' is first.', image: 1, box: null },
      ],
    });

  const isNear = (one: Box, other: Box): boolean =>
    Math.abs(one.x - other.x) < 0.006 &&
    Math.abs(one.y - other.y) < 0.006 &&
    Math.abs(one.width - other.width) < 0.012;

  it('lie on the text that the reader finds on the file, and are told to be rough', async () => {
    const { reply, view, requests } = await ask([answer(rough)]);
    assert.equal(reply.text, 'The card “Revenue” is first.');
    assert.equal(requests.length, 1);
    assert.equal(requests[0]?.schema?.name, 'answer_with_places');
    const [region] = view.regions ?? [];
    assert.ok(region);
    assert.ok(isNear(boundsOf(region.region), truth), JSON.stringify(region.region));
    assert.equal(region.source, 'Text reader');
    assert.equal(
      reply.text.slice(region.offset, (region.offset ?? 0) + (region.length ?? 0)),
      '“Revenue”',
    );
    assert.match(view.notices.map(({ text }) => text).join(), /rough at places/);
  });

  it('are left out and counted where they make no sense', async () => {
    const { view } = await ask([answer([5, 5, 5, 5])]);
    assert.equal(view.regions, undefined);
    assert.match(view.notices.map(({ text }) => text).join(), /One place .* left out/);
  });

  it('are looked for a second time on an enlarged part, by the setting', async () => {
    await configure({ 'places.lookTwice': true });
    const { requests, reply } = await ask([answer(rough), '{"box": null}']);
    assert.equal(requests.length, 2);
    const second = requests[1]?.messages ?? [];
    assert.match(second.map(textIn).join(), /“Revenue”/);
    const [whole] = imagesIn(requests[0]?.messages ?? []);
    const [part] = imagesIn(second);
    assert.ok(part && whole && 'width' in part && 'width' in whole && part.width < whole.width);
    assert.deepEqual(reply.usage, { inputTokens: 20, outputTokens: 2 });
  });
});
