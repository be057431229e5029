import { blend, clouds, generator, light, noise, step } from './noise.js';

const horizon = 0.66;

/** Mountains behind a lake, in the light of a late morning. */
export function lake(seed) {
  const ridge = clouds(seed, 7);
  const rock = clouds(seed + 1, 6);
  const sky = clouds(seed + 2, 6);
  const ripple = noise(seed + 3);
  const chains = [0, 1, 2, 3, 4].map((index) => ({
    top: 0.46 - index * 0.085,
    rough: 1.1 + index * 0.75,
    haze: 0.62 - index * 0.14,
    near: index,
  }));
  const above = (x, y, colour) => {
    colour.set([70, 122, 184]);
    blend(colour, [214, 222, 224], step(0, horizon, y));
    const cloud = sky(x * 1.7 + 3, y * 5.5);
    blend(colour, [250, 246, 240], step(0.46, 0.75, cloud) * 0.9);
    for (let index = chains.length - 1; index >= 0; index--) {
      const { top, rough, haze, near } = chains[index];
      const height = top * (0.25 + 1.25 * ridge(x * rough + near * 9.1, near * 3.7));
      const edge = horizon - height;
      if (y < edge) {
        continue;
      }
      const depth = y - edge;
      const grain = 9 + near * 7;
      const relief =
        rock(x * grain, y * grain * 0.8) - rock(x * grain + 0.35, y * grain * 0.8 + 0.2);
      if (near < 3) {
        colour.set([86, 84, 88]);
        const snow = step(0.2, -0.06, depth - 0.35 * height + relief * 0.5);
        blend(colour, [238, 241, 246], snow * (near === 0 ? 1 : 0.75));
      } else {
        colour.set(near === 3 ? [52, 74, 50] : [33, 52, 36]);
        blend(colour, [112, 116, 58], step(0.45, 0.65, rock(x * 5, y * 9)) * 0.7);
      }
      light(colour, 0.92 + relief * 1.9);
      blend(colour, [176, 196, 214], haze * (0.75 + depth));
      return;
    }
  };
  return (x, y, colour) => {
    if (y < horizon) {
      return above(x, y, colour);
    }
    const depth = y - horizon;
    const wave = ripple(x * 16, 30 * Math.log(depth + 0.02)) - 0.5;
    above(x + wave * 0.012, Math.max(0, horizon - depth * 0.92 - 0.002 + wave * 0.05), colour);
    blend(colour, [24, 58, 74], 0.34 + depth * 0.7);
    light(colour, 0.97 + wave * 0.16);
  };
}

/** The sun goes down over the sea. */
export function dusk(seed) {
  const sky = clouds(seed, 7);
  const wave = clouds(seed + 1, 4);
  const random = generator(seed);
  const sun = 0.5 + random() * 0.5;
  return (x, y, colour) => {
    if (y < horizon) {
      const away = Math.hypot((x - sun) * 0.8, y - horizon + 0.06);
      colour.set([44, 42, 92]);
      blend(colour, [226, 110, 92], step(0.02, horizon, y));
      blend(colour, [255, 190, 104], Math.exp(-away * 4.2));
      const cloud = sky(x * 1.3, y * 5 + x * 0.4);
      const lit = sky(x * 1.3 + 0.06, y * 5 + x * 0.4 + 0.14);
      const cover = step(0.44, 0.66, cloud);
      blend(colour, [98, 62, 96], cover * 0.75);
      blend(colour, [255, 168, 120], cover * step(0, 0.06, cloud - lit) * 0.8);
      blend(colour, [255, 246, 214], step(0.052, 0.047, away));
      return;
    }
    const depth = y - horizon + 0.006;
    const swell = wave((x - 0.9) * (0.9 / depth), 2.6 / depth) - 0.47;
    colour.set([170, 92, 96]);
    blend(colour, [22, 30, 66], step(0, 0.36, depth));
    light(colour, 1 + swell * 1.5);
    const path = Math.exp(-Math.abs(x - sun) * (9 - depth * 12));
    blend(colour, [255, 206, 140], path * step(0.02, 0.16, swell + 0.1));
  };
}

/** Rows of firs on hills, each paler in the fog than the row before it. */
export function firs(seed) {
  const hill = clouds(seed, 4);
  const mist = clouds(seed + 1, 6);
  const needle = noise(seed + 2);
  const random = generator(seed);
  const rows = [0, 1, 2, 3, 4, 5].map((index) => {
    const width = 0.011 + index * 0.008;
    const trees = Array.from({ length: 400 }, () => 0.55 + random() * 0.9);
    return { index, width, trees, tall: width * 4.6, base: 0.36 + index * 0.11 };
  });
  const edge = ({ index, width, trees, tall, base }, x, y) => {
    const place = x / width + index * 3.3;
    let top = 1;
    for (let tree = Math.floor(place) - 1; tree <= Math.floor(place) + 1; tree++) {
      const height = trees[((tree % 400) + 400) % 400];
      const off = Math.abs(place - tree - 0.5) * width;
      const ragged = 0.7 + 0.6 * needle(tree * 7 + off * 60, y * (260 / (1 + index)));
      top = Math.min(top, -height * tall * (1 - off / (width * 0.62 * ragged)));
    }
    return base - 0.16 * hill(x * 1.4 + index * 7, index) + Math.min(top, 0.02);
  };
  return (x, y, colour) => {
    for (let index = rows.length - 1; index >= 0; index--) {
      const row = rows[index];
      if (y > edge(row, x, y)) {
        const fog = 0.86 - index * 0.155 + (mist(x * 2.2, y * 4 + index) - 0.5) * 0.34;
        colour.set([20, 38, 34]);
        light(colour, 0.75 + 0.6 * needle(x * 420, y * 300));
        blend(colour, [196, 208, 206], Math.min(0.95, Math.max(0.03, fog)));
        return;
      }
    }
    colour.set([206, 214, 214]);
    blend(colour, [236, 228, 212], step(0.55, 0, y));
    light(colour, 0.92 + 0.16 * mist(x * 1.5, y * 3));
  };
}
