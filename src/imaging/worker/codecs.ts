import { startCodec, type Codec } from './codec';

const codecs = new Map<'plain' | 'heif', Promise<Codec>>();

/** The codec, started once; `heif` is the one that reads AVIF too. */
export function codec(folder: string, variant: 'plain' | 'heif' = 'plain'): Promise<Codec> {
  const started =
    codecs.get(variant) ?? startCodec(folder, variant === 'heif' ? ['vips-heif.wasm'] : []);
  codecs.set(variant, started);
  return started;
}
