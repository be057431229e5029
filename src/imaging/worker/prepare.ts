import { enlargedSize, fittedSize, type Size } from '../../core/images/fit';
import type { Trait } from '../../core/images/images';
import { cutIntoParts, mayNeedParts, needsParts, type Cut } from '../../core/images/parts';
import type { FileMessage, PrepareInput } from '../engine/jobs';
import type { Prepared, PreparedPicture, PrepareOptions } from '../engine/prepared';
import { Handles } from './codec';
import { encode } from './encode';
import { flatten, type Flat } from './flatten';
import { letterHeightIn } from './legibility';
import { open } from './open';
import type { Opened } from './opened';

/** What a file with one of these is never sent with as it is. */
const unwanted: readonly Trait[] = ['animated', 'metadata', 'profile', 'deep'];

/**
 * Makes an image ready: upright, in sRGB with 8 bits, opaque, without metadata, with the pixels that
 * the rule says and in an accepted type. A file that is all of that already is left alone. Throws
 * `TooManyPixels`, and another error where the bytes are damaged.
 */
export async function prepare(
  folder: string,
  file: FileMessage,
  input: PrepareInput,
): Promise<Prepared> {
  const { options } = input;
  const handles = new Handles();
  try {
    const mayBeCut = (size: Size): boolean =>
      options.parts !== 'never' && mayNeedParts(options.rule, size);
    const fit = (size: Size): Size => (mayBeCut(size) ? size : fittedSize(options.rule, size));
    const opened = await open(folder, file.bytes, file.type, handles, fit);
    const { size } = opened;
    const cut = options.parts === 'never' ? undefined : usefulCut(opened, options, handles);
    if (cut && options.parts === 'cut') {
      return { size, pictures: partsOf(opened, cut, options, handles) };
    }
    return {
      size,
      pictures: [whole(opened, file, input, handles)],
      ...(cut && { offeredParts: cut.tops.map(() => partSize(cut)) }),
    };
  } finally {
    handles.free();
  }
}

function whole(
  opened: Opened,
  { type, bytes }: FileMessage,
  { traits, options: { rule, least, accepted } }: PrepareInput,
  handles: Handles,
): PreparedPicture {
  const { vips, size } = opened;
  const { picture, canvas } = enlargedSize(rule, fittedSize(rule, size), least);
  const flat = flattened(opened, picture, handles);
  const isSame = canvas.width === size.width && canvas.height === size.height;
  const mayStay = accepted.includes(type) && !unwanted.some((trait) => traits.includes(trait));
  const margin = {
    left: (canvas.width - picture.width) >> 1,
    top: (canvas.height - picture.height) >> 1,
  };
  const across = size.width / picture.width;
  const down = size.height / picture.height;
  const source = {
    left: -margin.left * across || 0,
    top: -margin.top * down || 0,
    width: canvas.width * across,
    height: canvas.height * down,
  };
  if (isSame && mayStay && flat.alpha === undefined) {
    return { ...canvas, type, source };
  }
  // What a JPEG file has lost does not come back.
  const mostLossless = type === 'image/jpeg' ? bytes.length : undefined;
  const { left, top } = margin;
  const isPadded = left > 0 || top > 0;
  const shown = isPadded
    ? handles.keep(flat.picture.embed(left, top, canvas.width, canvas.height, { extend: 'copy' }))
    : flat.picture;
  return { ...canvas, source, ...encode(vips, shown, accepted, handles, mostLossless) };
}

function partsOf(
  opened: Opened,
  cut: Cut,
  { accepted }: PrepareOptions,
  handles: Handles,
): PreparedPicture[] {
  const { vips, size } = opened;
  const { picture } = flattened(opened, cut.whole, handles);
  const { width, height } = partSize(cut);
  const down = size.height / cut.whole.height;
  return cut.tops.map((top) => {
    const part = handles.keep(picture.crop(0, top, width, height));
    const source = { left: 0, top: top * down, width: size.width, height: height * down };
    return { width, height, source, ...encode(vips, part, accepted, handles) };
  });
}

function usefulCut(opened: Opened, { rule }: PrepareOptions, handles: Handles): Cut | undefined {
  const { size } = opened;
  if (!mayNeedParts(rule, size)) {
    return undefined;
  }
  const { picture } = flattened(opened, size, handles);
  return needsParts(rule, size, letterHeightIn(picture, size, handles))
    ? cutIntoParts(rule, size)
    : undefined;
}

/** In memory, as it is looked at more than once. */
function flattened(opened: Opened, size: Size, handles: Handles): Flat {
  const flat = flatten(opened.scaledTo(size), handles);
  return { ...flat, picture: handles.keep(flat.picture.copyMemory()) };
}

function partSize({ whole: { width }, height }: Cut): Size {
  return { width, height };
}
