import { isRecord } from '../record';
import type { BoxOrder, BoxUnit } from './boxForm';

/** A box or polygon as a model wrote it, its numbers in that order. */
export interface RawShape {
  readonly numbers: readonly number[];
  /** Points one after the other, x before y; else the four numbers of a box. */
  readonly isPolygon: boolean;
  /** Where its writing tells it. */
  readonly order?: BoxOrder;
  readonly unit?: BoxUnit;
}

/** Keys that name the four numbers of a box, in the order in which they are taken. */
const cornerKeys = [
  ['x1', 'y1', 'x2', 'y2'],
  ['xmin', 'ymin', 'xmax', 'ymax'],
  ['left', 'top', 'right', 'bottom'],
  ['x0', 'y0', 'x1', 'y1'],
];
const sizeKeys = [
  ['x', 'y', 'width', 'height'],
  ['x', 'y', 'w', 'h'],
  ['left', 'top', 'width', 'height'],
];

/** More points are no outline that a model drew. */
const mostPoints = 200;
const longestText = 2000;

/**
 * A box or polygon in the ways in which models write them: four numbers, two corners, points, an object of named
 * numbers, a text with numbers in it (with `%`: of the picture). Undefined for anything else.
 */
export function rawShapeOf(value: unknown): RawShape | undefined {
  if (typeof value === 'string') {
    return ofText(value.slice(0, longestText));
  }
  if (Array.isArray(value)) {
    return ofList(value as unknown[]);
  }
  return isRecord(value) ? ofRecord(value) : undefined;
}

function ofText(text: string): RawShape | undefined {
  const found = text.match(/-?\d+(?:\.\d+)?/g) ?? [];
  const shape = ofNumbers(found.map(Number));
  return shape && text.includes('%')
    ? { ...shape, numbers: shape.numbers.map((number) => number / 100), unit: 'fraction' }
    : shape;
}

function ofList(list: readonly unknown[]): RawShape | undefined {
  const numbers = list.map(numberOf);
  if (numbers.every((number) => number !== undefined)) {
    return ofNumbers(numbers);
  }
  const [only, another] = list;
  if (another === undefined) {
    return rawShapeOf(only);
  }
  const points = list.map(pointOf);
  if (!points.every((point) => point !== undefined) || points.length > mostPoints) {
    return undefined;
  }
  const flat = points.flat();
  return points.length === 2
    ? { numbers: flat, isPolygon: false, order: 'xyxy' }
    : { numbers: flat, isPolygon: true };
}

function ofNumbers(numbers: readonly number[]): RawShape | undefined {
  if (numbers.length === 4) {
    return { numbers, isPolygon: false };
  }
  const isOutline =
    numbers.length >= 6 && numbers.length % 2 === 0 && numbers.length <= 2 * mostPoints;
  return isOutline ? { numbers, isPolygon: true } : undefined;
}

function ofRecord(record: Readonly<Record<string, unknown>>): RawShape | undefined {
  const named = new Map(
    Object.entries(record).map(([key, value]) => [key.toLowerCase().replaceAll('_', ''), value]),
  );
  for (const [keys, order] of [
    ...cornerKeys.map((list) => [list, 'xyxy'] as const),
    ...sizeKeys.map((list) => [list, 'xywh'] as const),
  ]) {
    const numbers = keys.map((key) => numberOf(named.get(key)));
    if (numbers.every((number) => number !== undefined)) {
      return { numbers, isPolygon: false, order };
    }
  }
  return undefined;
}

function pointOf(value: unknown): [number, number] | undefined {
  const [x, y, more] = Array.isArray(value)
    ? (value as unknown[])
    : isRecord(value)
      ? [value.x, value.y]
      : [];
  const point = [numberOf(x), numberOf(y)];
  const [across, down] = point;
  return across !== undefined && down !== undefined && more === undefined
    ? [across, down]
    : undefined;
}

function numberOf(value: unknown): number | undefined {
  const number =
    typeof value === 'string' && /^\s*-?\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
