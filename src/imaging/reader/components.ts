/** Connected components of an image's pixels, with the bounding box and area of each, in pixels. */
export interface Components {
  readonly count: number;
  /** For each pixel the index of its component, or -1 where it belongs to none. */
  readonly labels: Int32Array;
  readonly area: Int32Array;
  readonly left: Int32Array;
  readonly top: Int32Array;
  readonly right: Int32Array;
  readonly bottom: Int32Array;
}

/**
 * Labels the components of a `width` × `height` grid in one union-find pass. `belongs` says whether
 * a pixel takes part at all, `joins` whether two touching pixels are one; `diagonal` adds the
 * neighbours at the corners.
 */
export function connect(
  width: number,
  height: number,
  belongs: (pixel: number) => boolean,
  joins: (pixel: number, neighbour: number) => boolean,
  diagonal: boolean,
): Components {
  const labels = new Int32Array(width * height);

  const root = (pixel: number): number => {
    let at = pixel;
    for (;;) {
      const parent = labels[at] ?? 0;
      if (parent === at) {
        return at;
      }
      const grandparent = labels[parent] ?? 0;
      labels[at] = grandparent;
      at = grandparent;
    }
  };
  const unite = (pixel: number, neighbour: number): void => {
    if ((labels[neighbour] ?? -1) < 0 || !joins(pixel, neighbour)) {
      return;
    }
    const a = root(pixel);
    const b = root(neighbour);
    labels[Math.max(a, b)] = Math.min(a, b);
  };

  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      if (!belongs(pixel)) {
        labels[pixel] = -1;
        continue;
      }
      labels[pixel] = pixel;
      if (x > 0) {
        unite(pixel, pixel - 1);
      }
      if (y > 0) {
        unite(pixel, pixel - width);
        if (diagonal && x > 0) {
          unite(pixel, pixel - width - 1);
        }
        if (diagonal && x < width - 1) {
          unite(pixel, pixel - width + 1);
        }
      }
    }
  }
  return measure(labels, number(labels), width, height);
}

/** Replaces parents by component numbers in raster order, where a parent always comes first. */
function number(labels: Int32Array): number {
  let count = 0;
  for (let pixel = 0; pixel < labels.length; pixel++) {
    const parent = labels[pixel] ?? -1;
    if (parent >= 0) {
      labels[pixel] = parent === pixel ? count++ : (labels[parent] ?? 0);
    }
  }
  return count;
}

function measure(labels: Int32Array, count: number, width: number, height: number): Components {
  const area = new Int32Array(count);
  const left = new Int32Array(count).fill(width);
  const top = new Int32Array(count).fill(height);
  const right = new Int32Array(count);
  const bottom = new Int32Array(count);
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const label = labels[pixel] ?? -1;
      if (label >= 0) {
        area[label] = (area[label] ?? 0) + 1;
        left[label] = Math.min(left[label] ?? 0, x);
        top[label] = Math.min(top[label] ?? 0, y);
        right[label] = Math.max(right[label] ?? 0, x);
        bottom[label] = y;
      }
    }
  }
  return { count, labels, area, left, top, right, bottom };
}
