import sharp from 'sharp';

/** A picture like a photo: soft shapes under a grain, the same each time. PNG. */
export async function noisePicture(width: number, height: number): Promise<Buffer> {
  const data = Buffer.alloc(width * height * 3);
  const waves = (length: number, wave: (at: number, channel: number) => number): number[] =>
    Array.from({ length: length * 3 }, (_, at) => wave(Math.floor(at / 3), at % 3));
  const across = waves(width, (x, channel) => Math.sin(x / 40 + channel));
  const down = waves(height, (y, channel) => Math.cos(y / 55 - channel));
  const slanted = waves(width + height, (sum) => Math.sin(sum / 90));
  let state = 7;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      state = (state * 48271) % 0x7fffffff;
      const grain = (state % 21) - 10;
      for (let channel = 0; channel < 3; channel++, at++) {
        const wave =
          (across[x * 3 + channel] ?? 0) +
          (down[y * 3 + channel] ?? 0) +
          (slanted[(x + y) * 3] ?? 0);
        data[at] = Math.max(0, Math.min(255, 128 + wave * 36 + grain));
      }
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}
