/** Red, green, blue in sRGB and the opacity, each from 0 to 1 once it is clipped. */
type Colour = readonly [red: number, green: number, blue: number, alpha: number];
type Triple = readonly [number, number, number];

/** The functions that CSS writes colours with, besides those that resvg knows. */
export const colourFunction = /\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix)\(/i;

/**
 * A colour function of CSS in, `rgba(…)` as resvg reads it out; undefined for one that is not known here.
 * What lies outside sRGB is clipped, as browsers do.
 * Source: CSS Color Module Level 4 (and 5 for `color-mix`), its sample code.
 */
export function plainColour(name: string, text: string): string | undefined {
  const colour = parse(name.toLowerCase(), text.trim());
  if (colour?.every(Number.isFinite) !== true) {
    return undefined;
  }
  const [red, green, blue] = colour.map((value) => Math.round(255 * clip(value)));
  return `rgba(${red},${green},${blue},${Number(clip(colour[3]).toFixed(4))})`;
}

function parse(name: string, text: string): Colour | undefined {
  if (name === 'color-mix') {
    return mixed(text);
  }
  const words = text.split(/[\s,/]+/);
  const space = name === 'color' ? words.shift()?.toLowerCase() : undefined;
  const [first = '', second = '', third = '', opacity = '1'] = words;
  if (words.length < 3 || words.length > 4) {
    return undefined;
  }
  const alpha = part(opacity, 1);
  const of = ([red, green, blue]: Triple): Colour => [red, green, blue, alpha];
  switch (name.replace(/^(rgb|hsl)a$/, '$1')) {
    case 'rgb':
      return of([part(first, 255) / 255, part(second, 255) / 255, part(third, 255) / 255]);
    case 'hsl':
      return of(fromHsl(angle(first), part(second, 100) / 100, part(third, 100) / 100));
    case 'hwb':
      return of(fromHwb(angle(first), part(second, 100) / 100, part(third, 100) / 100));
    case 'oklab':
      return of(fromOklab([part(first, 1), part(second, 0.4), part(third, 0.4)]));
    case 'oklch':
      return of(fromOklab(polar(part(first, 1), part(second, 0.4), angle(third))));
    case 'lab':
      return of(fromLab([part(first, 100), part(second, 125), part(third, 125)]));
    case 'lch':
      return of(fromLab(polar(part(first, 100), part(second, 150), angle(third))));
    case 'color': {
      const values: Triple = [part(first, 1), part(second, 1), part(third, 1)];
      const convert = spaces[space ?? ''];
      return convert && of(convert(values));
    }
    default:
      return undefined;
  }
}

const spaces: Readonly<Record<string, (values: Triple) => Triple>> = {
  srgb: (values) => values,
  'srgb-linear': (values) => map(values, encoded),
  'display-p3': (values) =>
    fromXyz(
      times(map(values, linear), [
        [0.4865709486482162, 0.26566769316909306, 0.1982172852343625],
        [0.2289745640697488, 0.6917385218365064, 0.079286914093745],
        [0, 0.04511338185890264, 1.043944368900976],
      ]),
    ),
  xyz: fromXyz,
  'xyz-d65': fromXyz,
};

const named: Readonly<Record<string, Colour>> = {
  white: [1, 1, 1, 1],
  black: [0, 0, 0, 1],
  transparent: [0, 0, 0, 0],
};

/** `in SPACE, COLOUR SHARE, COLOUR SHARE`, mixed in sRGB or else in Oklab. */
function mixed(text: string): Colour | undefined {
  const [space = '', ...colours] = text.split(/,(?![^(]*\))/).map((each) => each.trim());
  const [one, other] = colours.map((each) => {
    const share = /(?:^|\s)([\d.]+)%(?![^(]*\))/.exec(each);
    const colour = simple(each.replace(share?.[0] ?? '', '').trim());
    return colour && { colour, share: share ? Number(share[1]) / 100 : undefined };
  });
  if (!space.startsWith('in ') || colours.length !== 2 || !one || !other) {
    return undefined;
  }
  const first = one.share ?? 1 - (other.share ?? 0.5);
  const second = other.share ?? 1 - first;
  const sum = first + second;
  const isPlain = /\bsrgb$/.test(space);
  const opacity = (first * one.colour[3] + second * other.colour[3]) / sum;
  const [a, b] = [one.colour, other.colour].map(([red, green, blue]): Triple =>
    isPlain ? [red, green, blue] : toOklab([red, green, blue]),
  );
  if (!a || !b || opacity === 0) {
    return [0, 0, 0, 0];
  }
  const blend = (at: 0 | 1 | 2): number =>
    (first * one.colour[3] * a[at] + second * other.colour[3] * b[at]) / (sum * opacity);
  const values: Triple = [blend(0), blend(1), blend(2)];
  const [red, green, blue] = isPlain ? values : fromOklab(values);
  return [red, green, blue, opacity * Math.min(1, sum)];
}

function simple(text: string): Colour | undefined {
  const call = /^([\w-]+)\((.*)\)$/s.exec(text);
  if (call) {
    return parse((call[1] ?? '').toLowerCase(), call[2] ?? '');
  }
  const hex = /^#([\da-f]{3,8})$/i.exec(text)?.[1];
  if (hex === undefined) {
    return named[text.toLowerCase()];
  }
  const digits = hex.length < 6 ? hex.replace(/./g, '$&$&') : hex;
  const value = (at: number): number => parseInt(digits.slice(at, at + 2) || 'ff', 16) / 255;
  return [value(0), value(2), value(4), value(6)];
}

/** A number, or a percentage of `whole`; `none` is 0. */
function part(text: string, whole: number): number {
  return text === 'none' ? 0 : text.endsWith('%') ? (parseFloat(text) * whole) / 100 : Number(text);
}

/** In degrees. */
function angle(text: string): number {
  const [, value, unit = 'deg'] = /^([-+.\de]+)(deg|grad|rad|turn)?$/i.exec(text) ?? [];
  const degrees: Readonly<Record<string, number>> = {
    deg: 1,
    grad: 0.9,
    rad: 180 / Math.PI,
    turn: 360,
  };
  return text === 'none' ? 0 : Number(value) * (degrees[unit.toLowerCase()] ?? NaN);
}

function polar(lightness: number, chroma: number, hue: number): Triple {
  const radians = (hue * Math.PI) / 180;
  return [lightness, chroma * Math.cos(radians), chroma * Math.sin(radians)];
}

function fromHsl(hue: number, saturation: number, lightness: number): Triple {
  const channel = (offset: number): number => {
    const at = (((offset + hue / 30) % 12) + 12) % 12;
    const swing = saturation * Math.min(lightness, 1 - lightness);
    return lightness - swing * Math.max(-1, Math.min(at - 3, 9 - at, 1));
  };
  return [channel(0), channel(8), channel(4)];
}

function fromHwb(hue: number, white: number, black: number): Triple {
  const sum = Math.max(1, white + black);
  return map(fromHsl(hue, 1, 0.5), (value) => value * (1 - (white + black) / sum) + white / sum);
}

function fromOklab(values: Triple): Triple {
  const roots = times(values, [
    [1, 0.3963377773761749, 0.2158037573099136],
    [1, -0.1055613458156586, -0.0638541728258133],
    [1, -0.0894841775298119, -1.2914855480194092],
  ]);
  const cones = map(roots, (root) => root ** 3);
  return map(
    times(cones, [
      [4.0767416360759583, -3.3077115392580629, 0.2309699031821043],
      [-1.2684379732850315, 2.6097573492876882, -0.341319376002657],
      [-0.0041960761386756, -0.7034186179359362, 1.7076146940746117],
    ]),
    encoded,
  );
}

function toOklab(values: Triple): Triple {
  const cones = times(map(values, linear), [
    [0.412221469470763, 0.5363325372617348, 0.0514459932675022],
    [0.2119034958178252, 0.6806995506452344, 0.1073969535369406],
    [0.0883024591900564, 0.2817188391361215, 0.6299787016738222],
  ]);
  return times(map(cones, Math.cbrt), [
    [0.210454268309314, 0.7936177747023054, -0.0040720430116193],
    [1.9779985324311684, -2.4285922420485799, 0.450593709617411],
    [0.0259040424655478, 0.7827717124575296, -0.8086757549230774],
  ]);
}

/** From CIE Lab, whose white is D50. */
function fromLab([lightness, a, b]: Triple): Triple {
  const [kappa, epsilon] = [24389 / 27, 216 / 24389];
  const middle = (lightness + 16) / 116;
  const cube = (root: number): number =>
    root ** 3 > epsilon ? root ** 3 : (116 * root - 16) / kappa;
  const white = [0.3457 / 0.3585, 1, (1 - 0.3457 - 0.3585) / 0.3585] as const;
  const xyz: Triple = [
    cube(middle + a / 500) * white[0],
    lightness > kappa * epsilon ? middle ** 3 : lightness / kappa,
    cube(middle - b / 200) * white[2],
  ];
  return fromXyz(
    times(xyz, [
      [0.955473421488075, -0.02309845494876471, 0.06325924320057072],
      [-0.0283697093338637, 1.0099953980813041, 0.021041441191917323],
      [0.012314014864481998, -0.020507649298898964, 1.330365926242124],
    ]),
  );
}

/** From CIE XYZ, whose white is D65. */
function fromXyz(values: Triple): Triple {
  const light = times(values, [
    [12831 / 3959, -329 / 214, -1974 / 3959],
    [-851781 / 878810, 1648619 / 878810, 36519 / 878810],
    [705 / 12673, -2585 / 12673, 705 / 667],
  ]);
  return map(light, encoded);
}

function times([x, y, z]: Triple, rows: readonly [Triple, Triple, Triple]): Triple {
  const dot = ([a, b, c]: Triple): number => a * x + b * y + c * z;
  return [dot(rows[0]), dot(rows[1]), dot(rows[2])];
}

function map([x, y, z]: Triple, change: (value: number) => number): Triple {
  return [change(x), change(y), change(z)];
}

/** The transfer function of sRGB, and back. */
function encoded(light: number): number {
  const size = Math.abs(light);
  return Math.sign(light) * (size > 0.0031308 ? 1.055 * size ** (1 / 2.4) - 0.055 : 12.92 * size);
}

function linear(value: number): number {
  const size = Math.abs(value);
  return Math.sign(value) * (size <= 0.04045 ? size / 12.92 : ((size + 0.055) / 1.055) ** 2.4);
}

function clip(value: number): number {
  return Math.min(1, Math.max(0, value));
}
