/** Numbers from 0 to 1 that look random and are the same for the same seed. */
export function generator(seed) {
  let state = (seed * 7919 + 17) >>> 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
  next();
  return next;
}

const size = 256;
const last = size - 1;

/** Smooth noise from 0 to 1 over the plane, that repeats after 256. */
export function noise(seed) {
  const random = generator(seed);
  const table = Float32Array.from({ length: size * size }, random);
  return (x, y) => {
    const left = Math.floor(x);
    const top = Math.floor(y);
    let right = x - left;
    let down = y - top;
    right *= right * (3 - 2 * right);
    down *= down * (3 - 2 * down);
    const column = left & last;
    const nextColumn = (left + 1) & last;
    const row = (top & last) * size;
    const nextRow = ((top + 1) & last) * size;
    const upper = table[row + column] * (1 - right) + table[row + nextColumn] * right;
    const lower = table[nextRow + column] * (1 - right) + table[nextRow + nextColumn] * right;
    return upper * (1 - down) + lower * down;
  };
}

/** Several layers of noise, each of half the size and half the weight of the one before. */
export function clouds(seed, octaves) {
  const field = noise(seed);
  return (x, y) => {
    let sum = 0;
    let weight = 0.5;
    for (let octave = 0; octave < octaves; octave++) {
      sum += field(x, y) * weight;
      // Turned by a little in each layer, or the grid would show.
      const turned = x * 1.62 - y * 1.18 + 5.3;
      y = x * 1.18 + y * 1.62 + 1.7;
      x = turned;
      weight /= 2;
    }
    return sum;
  };
}

/** From 0 to 1 between two values, smooth at both ends. */
export function step(from, to, value) {
  const part = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return part * part * (3 - 2 * part);
}

/** Moves a colour towards another one. */
export function blend(colour, [red, green, blue], part) {
  colour[0] += (red - colour[0]) * part;
  colour[1] += (green - colour[1]) * part;
  colour[2] += (blue - colour[2]) * part;
}

/** Makes a colour lighter or darker. */
export function light(colour, factor) {
  colour[0] *= factor;
  colour[1] *= factor;
  colour[2] *= factor;
}
