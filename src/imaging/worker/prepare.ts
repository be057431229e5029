import { fittedSize, type Size } from '../../core/images/fit';
import type { Trait } from '../../core/images/images';
import { cutIntoParts, mayNeedParts, needsParts, type Cut } from '../../core/images/parts';
import { Handles } from './codec';
import { encode } from './encode';
import { flatten, type Flat } from './flatten';
import { letterHeightIn } from './legibility';
import type { Prepared, PreparedPicture, PrepareOptions, Request } from '../engine/messages';
import { open, type Opened } from './open';

type PrepareRequest = Omit<Extract<Request, { kind: 'prepare' }>, 'kind'>;

/** What a file with one of these is never sent with as it is. */
const unwanted: readonly Trait[] = ['animated', 'metadata', 'profile', 'deep'];

/**
 * Makes an image ready: upright, in sRGB with 8 bits, opaque, without metadata, with the pixels that
 * the rule says and in an accepted type. A file that is all of that already is left alone. Throws
 * `TooManyPixels`, and another error where the bytes are damaged.
 */
export async function prepare(folder: string, request: PrepareRequest): Promise<Prepared> {
  const { file, options } = request;
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
      pictures: [whole(opened, request, handles)],
      ...(cut && { offeredParts: cut.tops.map(() => partSize(cut)) }),
    };
  } finally {
    handles.free();
  }
}

function whole(
  opened: Opened,
  { file: { type, bytes }, traits, options: { rule, accepted } }: PrepareRequest,
  handles: Handles,
): PreparedPicture {
  const { vips, size } = opened;
  const target = fittedSize(rule, size);
  const flat = flattened(opened, target, handles);
  const isFitting = target.width === size.width && target.height === size.height;
  const mayStay = accepted.includes(type) && !unwanted.some((trait) => traits.includes(trait));
  // What a JPEG file has lost does not come back.
  const mostLossless = type === 'image/jpeg' ? bytes.length : undefined;
  return isFitting && mayStay && flat.alpha === undefined
    ? { ...target, type }
    : { ...target, ...encode(vips, flat.picture, accepted, handles, mostLossless) };
}

function partsOf(
  opened: Opened,
  cut: Cut,
  { accepted }: PrepareOptions,
  handles: Handles,
): PreparedPicture[] {
  const { picture } = flattened(opened, cut.whole, handles);
  const size = partSize(cut);
  return cut.tops.map((top) => {
    const part = handles.keep(picture.crop(0, top, size.width, size.height));
    return { ...size, ...encode(opened.vips, part, accepted, handles) };
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
