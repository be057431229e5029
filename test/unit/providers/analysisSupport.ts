import assert from 'node:assert/strict';
import type { Connection } from '../../../src/core/connections/connection';
import { isVisionError, type VisionErrorKind } from '../../../src/core/errors';
import { imagesIn } from '../../../src/core/conversation/message';
import type { Image } from '../../../src/core/images/images';
import { imageAnalyser, type Network, type Patience } from '../../../src/providers';
import type { Analysis } from '../../../src/providers/vision/analysis';
import type { AnalysisEvent } from '../../../src/providers/vision/analyse';
import { azureConnection, requestWith, singleTry } from './support';

export const vision = 'https://sight.cognitiveservices.azure.com';
export const visionKey = 'c0ffee00c0ffee00c0ffee00c0ffee00';

/** A connection whose resource is asked. */
export function analysisConnection(more: Partial<Connection> = {}): Connection {
  return azureConnection({ auth: 'key', vision: { endpoint: vision }, ...more });
}

/** A whole PNG, as it is sent. */
export function sentImage(more: Partial<Image> = {}): Image {
  const [image] = imagesIn(requestWith(1).messages);
  assert.ok(image);
  return { ...image, ...more };
}

/** What a request was. */
export interface Posted {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

/** A fetch that answers from a list (its last entry for ever), and follows no redirect. */
export function scripted(...answers: (() => Response)[]) {
  const sent: Posted[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    assert.ok(typeof input === 'string' && init && init.body instanceof Blob);
    assert.ok(init.redirect === 'error' || init.redirect === 'manual');
    sent.push({
      url: input,
      method: init.method ?? '',
      headers: new Headers(init.headers),
      bytes: Buffer.from(await init.body.arrayBuffer()),
    });
    const answer = answers[Math.min(sent.length, answers.length) - 1];
    assert.ok(answer);
    return answer();
  };
  return { fetch, sent };
}

/** An answer of JSON. */
export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): (() => Response) =>
  () =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json', 'apim-request-id': 'request-9', ...headers },
    });

/** An error as the service words it. */
export const refusal = (
  status: number,
  code: string,
  message: string,
  inner?: string,
): (() => Response) =>
  json(
    {
      error: {
        code,
        message,
        ...(inner !== undefined && { innererror: { code: inner, message } }),
      },
    },
    status,
  );

/** What comes of an image. */
export async function eventsOf(
  network: Network,
  connection = analysisConnection(),
  image = sentImage(),
  patience: Patience = singleTry,
): Promise<AnalysisEvent[]> {
  const events: AnalysisEvent[] = [];
  const analyse = imageAnalyser(connection, network, patience);
  for await (const event of analyse(image, new AbortController().signal)) {
    events.push(event);
  }
  return events;
}

/** What is found on an image. */
export async function foundBy(...all: Parameters<typeof eventsOf>): Promise<Analysis> {
  const event = (await eventsOf(...all)).at(-1);
  assert.ok(event?.type === 'analysis');
  return event.analysis;
}

/** The failure of an analysis, which must be of that kind. */
export async function failureBy(kind: VisionErrorKind, ...all: Parameters<typeof eventsOf>) {
  try {
    await eventsOf(...all);
  } catch (error) {
    assert.ok(isVisionError(error), String(error));
    assert.equal(error.kind, kind, JSON.stringify(error.details));
    return error.details;
  }
  return assert.fail(`no ${kind}`);
}

/**
 * The reply of Azure/azure-rest-api-specs, specification/ai/ImageAnalysis/examples/2023-10-01/
 * AnalyzeFromImageData_MaximumSet.json: what was asked for here, some items of each.
 */
export const documentedReply = {
  modelVersion: '2023-10-01',
  denseCaptionsResult: {
    values: [
      {
        text: 'a woman wearing a mask sitting at a table with a laptop',
        confidence: 0.8502674698829651,
        boundingBox: { x: 0, y: 0, w: 864, h: 576 },
      },
      {
        text: 'a person using a laptop',
        confidence: 0.7724273204803467,
        boundingBox: { x: 293, y: 383, w: 195, h: 100 },
      },
    ],
  },
  metadata: { width: 864, height: 576 },
  objectsResult: {
    values: [
      {
        boundingBox: { x: 603, y: 225, w: 152, h: 224 },
        tags: [{ name: 'chair', confidence: 0.618 }],
      },
    ],
  },
  readResult: {
    blocks: [
      {
        lines: [
          {
            text: 'Sample text',
            boundingPolygon: [
              { x: 721, y: 502 },
              { x: 843, y: 502 },
              { x: 843, y: 519 },
              { x: 721, y: 519 },
            ],
            words: [],
          },
          {
            text: '123 456',
            boundingPolygon: [
              { x: 721, y: 548 },
              { x: 791, y: 548 },
              { x: 791, y: 563 },
              { x: 721, y: 564 },
            ],
            words: [],
          },
        ],
      },
    ],
  },
};
