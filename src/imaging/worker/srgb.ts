import {
  srgbPrimaries,
  type ColourSpace,
  type Primaries,
  type Transfer,
} from '../structure/colourSpace';
import type { Codec, Handles, Picture } from './codec';

type Row = [number, number, number];
type Matrix = [Row, Row, Row];

/** The white of SDR in nits, and the brightest light of HLG and of usual PQ pictures as a multiple of it. */
const white = 203;
const brightest = 1000 / white;

/**
 * Converts a picture of 8 bits a channel, RGB or RGBA, whose numbers mean another colour space, to sRGB. High
 * dynamic range is brought down about as Chromium does: half as bright up to white, then ever less.
 */
export function toSrgb(
  vips: Codec,
  picture: Picture,
  { primaries, transfer }: ColourSpace,
  { keep }: Handles,
): Picture {
  const colours = keep(picture.extractBand(0, { n: 3 }));
  const codes = Float32Array.from({ length: 256 }, (_, code) => lightOf(transfer, code / 255));
  const curve = keep(vips.Image.newFromMemory(codes, 256, 1, 1, vips.BandFormat.float));
  const light = keep(colours.maplut(curve));
  const rows = product(inverse(xyzOf(srgbPrimaries)), adapted(primaries));
  const mixed = keep(light.recomb(keep(vips.Image.newMatrix(3, 3, rows.flat()))));
  const isHigh = transfer.kind === 'pq' || transfer.kind === 'hlg';
  const shown = isHigh ? toned(mixed, keep) : mixed;
  const made = keep(keep(shown.copy({ interpretation: 'scrgb' })).colourspace('srgb'));
  const plain = keep(made.cast('uchar'));
  return picture.bands > 3 ? keep(plain.bandjoin(keep(picture.extractBand(3)))) : plain;
}

/** Half up to white, above it along a logarithm to full at the brightest. Fitted to what Chromium 142 paints. */
function toned(light: Picture, keep: Handles['keep']): Picture {
  const steepness = 2;
  const scale = 0.5 / Math.log(1 + steepness * (brightest - 1));
  const above = keep(light.linear(steepness, 1 - steepness));
  const positive = keep(keep(above.more(1)).ifthenelse(above, 1));
  const bright = keep(keep(positive.log()).linear(scale, 0.5));
  return keep(keep(light.more(1)).ifthenelse(bright, keep(light.linear(0.5, 0))));
}

/** The light, of which 1 is white, that a number from 0 to 1 stands for. Sources: IEC 61966-2-1, ITU-R BT.2100. */
function lightOf(transfer: Transfer, code: number): number {
  switch (transfer.kind) {
    case 'gamma':
      return code ** transfer.exponent;
    case 'srgb':
      return code <= 0.04045 ? code / 12.92 : ((code + 0.055) / 1.055) ** 2.4;
    case 'pq': {
      const [m1, m2, c1, c2, c3] = [0.1593017578125, 78.84375, 0.8359375, 18.8515625, 18.6875];
      const root = code ** (1 / m2);
      return (10_000 / white) * (Math.max(0, root - c1) / (c2 - c3 * root)) ** (1 / m1);
    }
    case 'hlg': {
      const [a, b, c] = [0.17883277, 0.28466892, 0.55991073];
      const scene = code <= 0.5 ? code ** 2 / 3 : (Math.exp((code - c) / a) + b) / 12;
      // The system's gamma for each channel instead of for the luminance, which differs in bright colours only.
      return brightest * scene ** 1.2;
    }
  }
}

/** From light in a colour space to CIE XYZ of its own white. */
function xyzOf([xw, yw, xr, yr, xg, yg, xb, yb]: Primaries): Matrix {
  const column = (x: number, y: number): Row => [x / y, 1, (1 - x - y) / y];
  const [red, green, blue] = [column(xr, yr), column(xg, yg), column(xb, yb)];
  const unscaled: Matrix = [
    [red[0], green[0], blue[0]],
    [red[1], green[1], blue[1]],
    [red[2], green[2], blue[2]],
  ];
  const [r, g, b] = applied(inverse(unscaled), column(xw, yw));
  return unscaled.map(([x, y, z]): Row => [x * r, y * g, z * b]) as Matrix;
}

/** The same to the white of sRGB. Source: the Bradford transform, ICC.1 Annex E. */
function adapted(primaries: Primaries): Matrix {
  const bradford: Matrix = [
    [0.8951, 0.2664, -0.1614],
    [-0.7502, 1.7135, 0.0367],
    [0.0389, -0.0685, 1.0296],
  ];
  const cone = ([x, y]: readonly number[]): Row => {
    const [across = 1, up = 1] = [x, y];
    return applied(bradford, [across / up, 1, (1 - across - up) / up]);
  };
  const [from, to] = [cone(primaries), cone(srgbPrimaries)];
  const scale: Matrix = [
    [to[0] / from[0], 0, 0],
    [0, to[1] / from[1], 0],
    [0, 0, to[2] / from[2]],
  ];
  return product(product(inverse(bradford), product(scale, bradford)), xyzOf(primaries));
}

function applied(matrix: Matrix, [x, y, z]: Row): Row {
  return matrix.map(([a, b, c]) => a * x + b * y + c * z) as Row;
}

function product(one: Matrix, other: Matrix): Matrix {
  const columns = [0, 1, 2].map((at): Row => applied(one, other.map((row) => row[at] ?? 0) as Row));
  return [0, 1, 2].map((row) => columns.map((column) => column[row] ?? 0)) as Matrix;
}

function inverse([[a, b, c], [d, e, f], [g, h, i]]: Matrix): Matrix {
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  const rows: Matrix = [
    [e * i - f * h, c * h - b * i, b * f - c * e],
    [f * g - d * i, a * i - c * g, c * d - a * f],
    [d * h - e * g, b * g - a * h, a * e - b * d],
  ];
  return rows.map((row) => row.map((value) => value / determinant)) as Matrix;
}
