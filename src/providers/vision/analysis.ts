import { VisionError } from '../../core/errors';
import type { Image } from '../../core/images/images';
import { onPicture, onWhole, type Region } from '../../core/images/region';
import { fieldsOf, textOf } from '../json';

/** Something that was found on a picture. */
export interface Finding {
  /** In one line. */
  readonly text: string;
  /** From 0 to 1. */
  readonly confidence?: number;
  /** In fractions of the file's own upright picture; absent where what the service says makes no sense. */
  readonly region?: Region;
}

/** What Azure AI Vision found on a picture. */
export interface Analysis {
  /** Of text, in reading order. */
  readonly lines: readonly Finding[];
  readonly objects: readonly Finding[];
  /** Descriptions of parts of the picture, the first of all of it; absent where the service has none. */
  readonly captions?: readonly Finding[];
  /** So many places or things made no sense, or were too many. */
  readonly dropped: number;
}

/** The service finds no more on any picture of people's. */
const mostFindings = 1000;

/** In characters. */
const longestText = 1000;

const mostPoints = 100;

/** A fraction may lie so far off the picture, where a thing is cut off by its edge. */
const margin = 0.5;

/** Space of any kind, and what no line of text has. */
// eslint-disable-next-line no-control-regex
const gaps = /[\s\u0000-\u001f\u007f-\u009f]+/g;

/**
 * The reply of Image Analysis 4.0 about an image as it was sent. Its figures are pixels of that, and come out
 * as fractions of the image's file. `hasCaptions`: these were asked for. Throws `replyGarbled` where it is no
 * such reply. Source: Azure/azure-rest-api-specs, specification/ai/ImageAnalysis/models.tsp.
 */
export function parseAnalysis(
  value: unknown,
  image: Pick<Image, 'shows'>,
  hasCaptions: boolean,
): Analysis {
  const { metadata, readResult, objectsResult, denseCaptionsResult } = fieldsOf(value);
  const size = fieldsOf(metadata);
  if (!isLength(size.width) || !isLength(size.height)) {
    throw new VisionError('replyGarbled');
  }
  const across = { width: size.width, height: size.height };
  const counts = { left: mostFindings, dropped: 0 };
  const found = (
    items: unknown,
    factsOf: (fields: Record<string, unknown>) => Facts,
  ): readonly Finding[] => {
    const all = listOf(items);
    const taken = all.slice(0, counts.left);
    counts.left -= taken.length;
    counts.dropped += all.length - taken.length;
    return taken.flatMap((item) => {
      const { name, confidence, region } = factsOf(fieldsOf(item));
      const text = (textOf(name) ?? '').slice(0, longestText).replace(gaps, ' ').trim();
      const place = region && mapped(region, image);
      counts.dropped += text === '' || place === undefined ? 1 : 0;
      return text === ''
        ? []
        : [
            {
              text,
              ...(isShare(confidence) && { confidence }),
              ...(place && { region: place }),
            },
          ];
    });
  };
  const blocks = listOf(fieldsOf(readResult).blocks);
  const lines = found(
    blocks.flatMap((block) => listOf(fieldsOf(block).lines)),
    ({ text, boundingPolygon }) => ({ name: text, region: polygonIn(boundingPolygon, across) }),
  );
  const objects = found(fieldsOf(objectsResult).values, ({ tags, boundingBox }) => {
    const { name, confidence } = fieldsOf(listOf(tags)[0]);
    return { name, confidence, region: boxIn(boundingBox, across) };
  });
  const captions = found(
    hasCaptions ? fieldsOf(denseCaptionsResult).values : [],
    ({ text, confidence, boundingBox }) => ({
      name: text,
      confidence,
      region: boxIn(boundingBox, across),
    }),
  );
  return { lines, objects, ...(hasCaptions && { captions }), dropped: counts.dropped };
}

interface Facts {
  readonly name: unknown;
  readonly confidence?: unknown;
  /** In fractions of what was sent. */
  readonly region: Region | undefined;
}

interface Across {
  readonly width: number;
  readonly height: number;
}

function boxIn(value: unknown, across: Across): Region | undefined {
  const { x, y, w, h } = fieldsOf(value);
  const [left, top] = [fractionOf(x, across.width), fractionOf(y, across.height)];
  const [width, height] = [fractionOf(w, across.width), fractionOf(h, across.height)];
  return width > 0 && height > 0 ? { box: { x: left, y: top, width, height } } : undefined;
}

function polygonIn(value: unknown, across: Across): Region | undefined {
  const points = listOf(value);
  return points.length > mostPoints
    ? undefined
    : {
        polygon: points.map(fieldsOf).map(({ x, y }) => ({
          x: fractionOf(x, across.width),
          y: fractionOf(y, across.height),
        })),
      };
}

/** NaN for what is no length or place on the picture, which no region has. */
function fractionOf(pixels: unknown, length: number): number {
  const fraction = typeof pixels === 'number' ? pixels / length : NaN;
  return fraction >= -margin && fraction <= 1 + margin ? fraction : NaN;
}

function mapped(region: Region, { shows }: Pick<Image, 'shows'>): Region | undefined {
  return shows ? onWhole(region, shows.source, shows.size) : onPicture(region);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function isLength(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 1;
}

function isShare(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}
