import { onPicture, type Point, type Region } from '../images/region';
import type { Size } from '../images/fit';
import type { RawShape } from './rawShape';

/** In which order a box has its four numbers: two corners, the same with y first, or a corner with its size. */
export const boxOrders = ['xyxy', 'yxyx', 'xywh'] as const;
export type BoxOrder = (typeof boxOrders)[number];

/** What a number of a box counts: fractions of the picture, thousandths of it, or pixels of what was sent. */
export const boxUnits = ['thousandth', 'fraction', 'pixel'] as const;
export type BoxUnit = (typeof boxUnits)[number];

export interface BoxForm {
  readonly order: BoxOrder;
  readonly unit: BoxUnit;
}

/** A shape with the size of the picture it is on, in pixels as it was sent, where that is known. */
export interface SizedShape {
  readonly shape: RawShape;
  readonly size?: Size;
}

/** How far beside the picture a number may lie, in fractions: models round. */
const margin = 0.03;

/** The least side of a box, in fractions. */
const least = 0.0005;

/**
 * The form of all boxes of a reply: the one that was asked for, unless another makes sense of clearly more of them
 * (a quarter; some may be nonsense in any form). A number over 1 is no fraction, one over 1000 no thousandth.
 */
export function formOf(shapes: readonly SizedShape[], asked: BoxForm): BoxForm {
  const most = Math.max(0, ...shapes.flatMap(({ shape }) => shape.numbers.map(Math.abs)));
  const fits: Readonly<Record<BoxUnit, boolean>> = {
    fraction: most <= 1 + margin,
    thousandth: most > 1 + margin && most <= 1000 * (1 + margin),
    pixel: most > 1 + margin,
  };
  const units = [asked.unit, ...boxUnits.filter((unit) => unit !== asked.unit)];
  const orders = [asked.order, ...boxOrders.filter((order) => order !== asked.order)];
  let best = { form: asked, count: -1 };
  for (const unit of units.filter((one) => fits[one])) {
    for (const order of orders) {
      const form = { unit, order };
      const count = shapes.filter((one) => regionOf(one, form) !== undefined).length;
      if (count > best.count + Math.floor(shapes.length / 4) || best.count < 0) {
        best = { form, count };
      }
    }
  }
  return best.form;
}

/** The region of a shape in fractions of the picture that was sent; undefined where it makes no sense there. */
export function regionOf(
  { shape, size }: SizedShape,
  { order, unit }: BoxForm,
): Region | undefined {
  const scale = scaleOf(shape.unit ?? unit, size);
  const region = scale && unscaled(shape, shape.order ?? order, scale);
  if (region === undefined) {
    return undefined;
  }
  const points = 'box' in region ? cornersOf(region.box) : region.polygon;
  const isNear = points.every(({ x, y }) => isWithin(x) && isWithin(y));
  return isNear ? onPicture(region) : undefined;
}

function scaleOf(unit: BoxUnit, size: Size | undefined): Size | undefined {
  switch (unit) {
    case 'fraction':
      return { width: 1, height: 1 };
    case 'thousandth':
      return { width: 1000, height: 1000 };
    case 'pixel':
      return size;
  }
}

function unscaled(
  { numbers, isPolygon, order: told }: RawShape,
  order: BoxOrder,
  scale: Size,
): Region | undefined {
  if (isPolygon) {
    const polygon: Point[] = [];
    for (let at = 0; at + 1 < numbers.length; at += 2) {
      const [x = NaN, y = NaN] = numbers.slice(at, at + 2);
      polygon.push({ x: x / scale.width, y: y / scale.height });
    }
    return { polygon };
  }
  const [a = NaN, b = NaN, c = NaN, d = NaN] = numbers;
  if (told === undefined && a === c && b === d) {
    return undefined; // A corner said twice is nothing, rather than a size.
  }
  const [left, top] = order === 'yxyx' ? [b, a] : [a, b];
  const [right, bottom] =
    order === 'xyxy' ? [c, d] : order === 'yxyx' ? [d, c] : [left + c, top + d];
  const box = {
    x: left / scale.width,
    y: top / scale.height,
    width: (right - left) / scale.width,
    height: (bottom - top) / scale.height,
  };
  return box.width >= least && box.height >= least ? { box } : undefined;
}

function cornersOf({ x, y, width, height }: Extract<Region, { box: unknown }>['box']): Point[] {
  return [
    { x, y },
    { x: x + width, y: y + height },
  ];
}

function isWithin(fraction: number): boolean {
  return fraction >= -margin && fraction <= 1 + margin;
}
