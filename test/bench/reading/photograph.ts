import type { Browser } from 'playwright-core';
import sharp from 'sharp';

/** Pixels of the photo for each CSS pixel of the screen. */
const density = 1.6;

/**
 * A photo of a screen that shows a picture: seen askew, a little out of focus, with the stripes that the grids of
 * screen and sensor make together, darker to one side, with noise, as JPEG. Always the same for the same picture.
 */
export async function photograph(
  browser: Browser,
  png: Buffer,
  width: number,
  height: number,
): Promise<Buffer> {
  const context = await browser.newContext({
    viewport: { width: Math.round(width * 1.08), height: Math.round(height * 1.08) },
    deviceScaleFactor: density,
  });
  try {
    const page = await context.newPage();
    await page.setContent(`<style>
      body { margin: 0; background: #2c2a28; overflow: hidden; perspective: 1400px; }
      .screen { position: relative; margin: 3.5% auto; width: ${width}px; height: ${height}px;
        transform: rotateY(7deg) rotateX(4deg) rotateZ(0.8deg); filter: blur(0.5px); }
      img { width: 100%; height: 100%; display: block; }
      .screen::after { content: ''; position: absolute; inset: 0; mix-blend-mode: multiply; background:
        repeating-linear-gradient(91deg, #fff 0 1.1px, #e9e4ea 1.1px 2.3px),
        repeating-linear-gradient(2deg, #fff 0 4px, #eff3ee 7px 11px),
        linear-gradient(115deg, #fff, #c9c6c0); }
    </style><div class="screen"><img src="data:image/png;base64,${png.toString('base64')}"></div>`);
    await page.waitForFunction('document.images[0].complete');
    const seen = sharp(await page.screenshot({ timeout: 60_000 })).removeAlpha();
    const { data, info } = await seen.raw().toBuffer({ resolveWithObject: true });
    return await sharp(withNoise(data), { raw: info }).jpeg({ quality: 75 }).toBuffer();
  } finally {
    await context.close();
  }
}

/** Adds noise of about 6 levels to each channel, from a generator with a fixed start (Lehmer, 48271). */
function withNoise(data: Buffer): Buffer {
  let state = 20_261;
  const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return Buffer.from(
    data.map((value) => {
      const noise = (random() + random() + random() - 1.5) * 12;
      return Math.max(0, Math.min(255, Math.round(value + noise)));
    }),
  );
}
