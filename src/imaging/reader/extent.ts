import type { Components } from './components';

/** Measures of one component, in pixels; `fill` is the share of its bounding box that it covers. */
export interface Extent {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly area: number;
  readonly fill: number;
}

export function extentOf(components: Components, label: number): Extent {
  const left = components.left[label] ?? 0;
  const top = components.top[label] ?? 0;
  const width = (components.right[label] ?? 0) - left + 1;
  const height = (components.bottom[label] ?? 0) - top + 1;
  const area = components.area[label] ?? 0;
  return { left, top, width, height, area, fill: area / (width * height) };
}

/**
 * True where a component runs unbroken along `share` of its upper and its lower edge, looked at
 * `inset` pixels inside its bounding box; with `across` along its left and right edges instead.
 */
export function isClosed(
  { labels }: Components,
  label: number,
  { left, top, width, height }: Extent,
  stride: number,
  { inset, share, across = false }: { inset: number; share: number; across?: boolean },
): boolean {
  const [length, extent] = across ? [height, width] : [width, height];
  const [step, sideways] = across ? [stride, 1] : [1, stride];
  const corner = top * stride + left;
  return [inset, extent - 1 - inset].every((offset) => {
    let longest = 0;
    let run = 0;
    for (let index = 0; index < length; index++) {
      run = labels[corner + offset * sideways + index * step] === label ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest >= share * length;
  });
}
