import sharp from 'sharp';
import type { ImagePart, Service } from './service';
import type { DecodedImage } from './types';

/** The limit that OpenAI and Microsoft state for one image. */
const maxBytes = 20 * 1024 * 1024;

/** How long a service waits for an image, in milliseconds; the real ones take some seconds. */
const patience = 1000;

const types: Partial<Record<string, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
};

interface Payload {
  readonly declaredType: string;
  readonly bytes: Buffer;
}

/**
 * Decodes the images of a request and adds each to `decoded`, so that those before a refused one
 * are known too. Throws the service's Refusal.
 */
export async function decodeImages(
  parts: readonly ImagePart[],
  service: Service,
  decoded: DecodedImage[],
): Promise<void> {
  for (const part of parts) {
    const payload = /^https?:/i.test(part.url)
      ? await download(part, service)
      : readDataUrl(part, service);
    if (payload.bytes.length > maxBytes) {
      throw service.imageRefusal({ type: 'size' }, part);
    }
    const image = await decode(payload);
    if (image === undefined) {
      throw service.imageRefusal({ type: 'invalid' }, part);
    }
    if (!Object.values(types).includes(image.type) || !service.takesImage(image)) {
      throw service.imageRefusal({ type: 'format' }, part);
    }
    if (image.type !== image.declaredType) {
      throw service.imageRefusal({ type: 'invalid' }, part);
    }
    decoded.push(image);
  }
}

function readDataUrl(part: ImagePart, service: Service): Payload {
  const fault = (found: string) => service.imageRefusal({ type: 'url', found }, part);
  const comma = part.url.indexOf(',');
  const head = part.url.slice(0, comma);
  if (!part.url.startsWith('data:')) {
    throw fault("a value without the 'data:' prefix");
  }
  if (comma < 0 || !head.endsWith(';base64')) {
    throw fault('a value that is not base64-encoded');
  }
  const declaredType = head.slice('data:'.length, -';base64'.length);
  if (!Object.values(types).includes(declaredType)) {
    throw fault(`unsupported MIME type '${declaredType}'`);
  }
  const payload = part.url.slice(comma + 1);
  if (payload === '') {
    throw fault('empty base64-encoded bytes');
  }
  if (payload.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(payload)) {
    throw fault('an invalid base64-encoded value');
  }
  return { declaredType, bytes: Buffer.from(payload, 'base64') };
}

/** Downloads from the emulator's own internet, with a service's patience. */
async function download(part: ImagePart, service: Service): Promise<Payload> {
  let isTimeout = false;
  try {
    const url = new URL(part.url);
    const server = service.internet?.[url.origin];
    if (server !== undefined) {
      const response = await fetch(server + url.pathname + url.search, {
        signal: AbortSignal.timeout(patience),
      });
      if (response.ok) {
        return {
          declaredType: response.headers.get('content-type') ?? '',
          bytes: Buffer.from(await response.arrayBuffer()),
        };
      }
    }
  } catch (error) {
    isTimeout = error instanceof Error && error.name === 'TimeoutError';
  }
  throw service.imageRefusal({ type: 'download', isTimeout }, part);
}

async function decode({ declaredType, bytes }: Payload): Promise<DecodedImage | undefined> {
  try {
    const { format, width, height } = await sharp(bytes).metadata();
    const { data, info } = await sharp(bytes)
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const type = types[format] ?? format;
    const colour = averageColour(data, info.channels);
    return { declaredType, type, width, height, colour, bytes: bytes.length };
  } catch {
    return undefined;
  }
}

function averageColour(pixels: Buffer, channels: number): string {
  const sums = [0, 0, 0];
  for (let at = 0; at < pixels.length; at += channels) {
    for (let channel = 0; channel < 3; channel++) {
      // A grey picture has one channel, which stands for all three.
      sums[channel] = (sums[channel] ?? 0) + (pixels[at + (channels < 3 ? 0 : channel)] ?? 0);
    }
  }
  const count = pixels.length / channels;
  const hex = sums.map((sum) =>
    Math.round(sum / count)
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${hex.join('')}`;
}
