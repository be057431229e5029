import assert from 'node:assert/strict';
import sharp, { type Sharp } from 'sharp';
import type { FitRule } from '../../../src/core/images/fit';
import { sendableTypes } from '../../../src/core/images/images';
import { fitRule, visionModelOf } from '../../../src/core/cost/visionModels';
import {
  inspectImage,
  prepareImage,
  type Prepared,
  type PrepareOptions,
} from '../../../src/imaging/index';

const roomy: FitRule = { kind: 'box', box: 2048 };

/** How gpt-4o sees. */
export const tiles = fitRule(visionModelOf('gpt-4o'), 'auto');

/** The first picture that is sent. */
export interface Sent {
  readonly type: string;
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
  /** The file went out as it was. */
  readonly untouched: boolean;
}

/** What is sent of a file, in a 2048 box and any type unless `change` says otherwise; its label is checked. */
export async function preparedFile(
  file: Buffer | Sharp,
  change: Partial<PrepareOptions> = {},
): Promise<Prepared & { sent: Sent }> {
  const bytes = Buffer.isBuffer(file) ? file : await file.toBuffer();
  const image = await inspectImage('picture', bytes);
  const options = { rule: roomy, accepted: sendableTypes, parts: 'never', ...change } as const;
  const prepared = await prepareImage(image, options, new AbortController().signal);
  const [picture] = prepared.pictures;
  assert.ok(picture);
  const { bytes: made = bytes, ...others } = picture;
  const sent = { ...others, bytes: Buffer.from(made), untouched: picture.bytes === undefined };
  const { format, width, height } = await sharp(sent.bytes).metadata();
  assert.equal(sent.type, `image/${format}`, 'labelled as it is');
  assert.deepEqual([sent.width, sent.height], [width, height]);
  return { ...prepared, sent };
}

/** The colour of a pixel as red, green and blue, of what anyone decodes. */
export async function colourAt(bytes: Buffer, left: number, top: number): Promise<number[]> {
  const { data } = await sharp(bytes)
    .removeAlpha()
    .toColourspace('srgb')
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
}

/** Fails where a colour is further than `by` from the expected one. */
export function near(
  actual: readonly number[],
  expected: readonly number[],
  by = 3,
  what = '',
): void {
  assert.ok(
    expected.every((value, index) => Math.abs((actual[index] ?? -99) - value) <= by),
    `${what}: ${actual.join()} instead of ${expected.join()}`,
  );
}
