import { boundsOf } from '../../core/images/region';
import { drawOutlines } from './outlines';
import type { ViewedRegion } from './picture';
import { toSpot, type Size } from './view';

/** How regions are drawn: CSS colours and a font's family. */
export interface RegionLook {
  readonly line: string;
  readonly ground: string;
  readonly text: string;
  readonly family: string;
}

/** A picture of this size is drawn on with lines and letters of the size that they have on the screen. */
const plainSide = 1600;

const lineWidth = 2;
const chipHeight = 18;
const padding = 5;
const baseline = 13;

/** A picture in, a PNG of its own size out with regions drawn on it. Rejects where it cannot be drawn. */
export async function annotatedPng(
  picture: Blob,
  regions: readonly ViewedRegion[],
  look: RegionLook,
): Promise<Blob> {
  const bitmap = await createImageBitmap(picture);
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) {
    throw new Error('There is no canvas.');
  }
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const times = Math.max(1, Math.max(width, height) / plainSide);
  context.scale(times, times);
  drawRegions(context, regions, look, { width: width / times, height: height / times });
  return canvas.convertToBlob({ type: 'image/png' });
}

function drawRegions(
  context: OffscreenCanvasRenderingContext2D,
  regions: readonly ViewedRegion[],
  look: RegionLook,
  size: Size,
): void {
  const view = { x: 0, y: 0, scale: 1 };
  const shapes = regions.map(({ region }) => region);
  drawOutlines(context, shapes, look, lineWidth, view, size);
  context.font = `600 11px ${look.family}`;
  for (const { number, label, region } of regions) {
    const bounds = boundsOf(region);
    const full = label === '' ? String(number) : `${number} ${label}`;
    const widthOf = (text: string): number =>
      Math.ceil(context.measureText(text).width) + 2 * padding;
    const text = widthOf(full) <= bounds.width * size.width ? full : String(number);
    const { x, y } = toSpot(bounds, view, size);
    const width = widthOf(text);
    const left = Math.max(0, Math.min(Math.round(x) - 1, size.width - width));
    const top = Math.max(0, Math.min(Math.round(y) - 1, size.height - chipHeight));
    context.fillStyle = look.line;
    context.fillRect(left, top, width, chipHeight);
    context.fillStyle = look.ground;
    context.fillRect(left + 1, top + 1, width - 2, chipHeight - 2);
    context.fillStyle = look.text;
    context.fillText(text, left + padding, top + baseline);
  }
}
