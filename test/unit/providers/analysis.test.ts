import assert from 'node:assert/strict';
import { visionRecipient } from '../../../src/providers';
import {
  analysisConnection,
  documentedReply,
  eventsOf,
  foundBy,
  json,
  refusal,
  scripted,
  sentImage,
  vision,
  visionKey,
} from './analysisSupport';
import { networkWith, singleTry } from './support';

const all = `${vision}/computervision/imageanalysis:analyze?api-version=2024-02-01&features=read,objects,denseCaptions`;
const withoutCaptions = all.replace(',denseCaptions', '');
const own = { [vision]: visionKey };

describe('Image Analysis 4.0', () => {
  it('is asked as the document shows, with the bytes of the image', async () => {
    const { fetch, sent } = scripted(json(documentedReply));
    const network = networkWith(own, fetch);
    const image = sentImage();
    await eventsOf(network, analysisConnection(), image);
    assert.equal(sent.length, 1);
    const [request] = sent;
    assert.equal(request?.url, all);
    assert.equal(request.method, 'POST');
    assert.deepEqual(Object.fromEntries(request.headers), {
      accept: 'application/json',
      'content-type': 'application/octet-stream',
      'ocp-apim-subscription-key': visionKey,
    });
    assert.ok(request.bytes.equals(image.bytes));
    const [record] = network.records;
    assert.equal(record?.path, '/computervision/imageanalysis:analyze');
    assert.deepEqual(
      [record.method, record.host, record.status, record.requestId],
      ['POST', 'sight.cognitiveservices.azure.com', 200, 'request-9'],
    );
  });

  it('is understood as the specification’s example has it', async () => {
    const { fetch } = scripted(json(documentedReply));
    const analysis = await foundBy(networkWith(own, fetch));
    assert.deepEqual(
      analysis.lines.map(({ text }) => text),
      ['Sample text', '123 456'],
    );
    assert.deepEqual(analysis.lines[1]?.region, {
      polygon: [
        { x: 721 / 864, y: 548 / 576 },
        { x: 791 / 864, y: 548 / 576 },
        { x: 791 / 864, y: 563 / 576 },
        { x: 721 / 864, y: 564 / 576 },
      ],
    });
    const [chair] = analysis.objects;
    assert.deepEqual([chair?.text, chair?.confidence], ['chair', 0.618]);
    assert.ok(chair?.region && 'box' in chair.region);
    const { x, y, width, height } = chair.region.box;
    const pixels = [x * 864, y * 576, width * 864, height * 576].map(Math.round);
    assert.deepEqual(pixels, [603, 225, 152, 224]);
    assert.deepEqual(analysis.captions?.[0], {
      text: 'a woman wearing a mask sitting at a table with a laptop',
      confidence: 0.8502674698829651,
      region: { box: { x: 0, y: 0, width: 1, height: 1 } },
    });
    assert.equal(analysis.dropped, 0);
  });

  for (const [what, refused] of [
    [
      'the region has none',
      refusal(
        400,
        'InvalidRequest',
        "The feature 'DenseCaptions' is not supported in this region.",
      ),
    ],
    [
      'the service does not know them',
      refusal(400, 'InvalidRequest', 'Analyze query is invalid.', 'NotSupportedVisualFeature'),
    ],
  ] as const) {
    it(`is asked once more without captions where ${what}, and never again with them`, async () => {
      const { denseCaptionsResult: _, ...rest } = documentedReply;
      const { fetch, sent } = scripted(refused, json(rest));
      const network = networkWith(own, fetch);
      const analysis = await foundBy(network);
      assert.equal(analysis.captions, undefined);
      assert.equal(analysis.lines.length, 2);
      await foundBy(network, analysisConnection({ name: 'another' }));
      assert.deepEqual(
        sent.map(({ url }) => url),
        [all, withoutCaptions, withoutCaptions],
      );
      const elsewhere = analysisConnection({ vision: { endpoint: 'https://b.example' } });
      await foundBy({ ...network, key: () => Promise.resolve('k') }, elsewhere);
      assert.match(sent.at(-1)?.url ?? '', /^https:\/\/b\.example\/.*denseCaptions$/);
    });
  }

  it('is asked again after the pause that it wants, which is told', async () => {
    const { fetch, sent } = scripted(
      json({ error: { code: '429', message: 'Too many' } }, 429, { 'retry-after-ms': '1' }),
      json(documentedReply),
    );
    const before = Date.now();
    const events = await eventsOf(networkWith(own, fetch), analysisConnection(), sentImage(), {
      ...singleTry,
      tries: 2,
    });
    assert.deepEqual(
      events.map(({ type }) => type),
      ['waiting', 'analysis'],
    );
    const [waiting] = events;
    assert.ok(waiting?.type === 'waiting' && waiting.waiting.kind === 'rateLimited');
    assert.ok(waiting.waiting.until >= before && waiting.waiting.until < before + 5000);
    assert.equal(sent.length, 2);
  });

  it('ends on the wire, and without a failure, when it is cancelled', async () => {
    let closed: AbortSignal | undefined;
    const fetch: typeof globalThis.fetch = (_, init) =>
      new Promise((__, reject) => {
        closed = init?.signal ?? undefined;
        closed?.addEventListener('abort', () => reject(new DOMException('x', 'AbortError')));
        controller.abort();
      });
    const controller = new AbortController();
    const { imageAnalyser } = await import('../../../src/providers');
    const analyse = imageAnalyser(analysisConnection(), networkWith(own, fetch), singleTry);
    for await (const event of analyse(sentImage(), controller.signal)) {
      assert.fail(event.type);
    }
    assert.equal(closed?.aborted, true);
  });

  it('gets images that one can be sure of, in the pixels that it takes', () => {
    const recipient = visionRecipient(analysisConnection());
    assert.equal(recipient.host, 'sight.cognitiveservices.azure.com');
    assert.deepEqual(recipient.types, ['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
    assert.equal(recipient.fit?.least, 50);
    assert.equal(recipient.fit.rule.box, 16_000);
  });
});
