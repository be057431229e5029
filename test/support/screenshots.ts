import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { format } from 'prettier';
import sharp from 'sharp';
import { findBrowser } from './browser';
import { writeHostileWorkspace } from './hostile';
import { root } from './paths';
import {
  pagesFolder,
  picturePath,
  pictures,
  workspacesFolder,
  wordsPath,
  type Picture,
} from './pictures';

const origin = 'http://pages.localhost';
const turnMilliseconds = 960;
const frames = 12;

/** `npm run screenshots`: remakes all pictures of the test workspaces, their word lists and the icon. */
async function main(): Promise<void> {
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-lcd-text', '--force-color-profile=srgb'],
  });
  try {
    for (const picture of pictures) {
      await remake(browser, picture);
    }
  } finally {
    await browser.close();
  }
  const checkout = path.join(workspacesFolder, 'demo', 'screenshots', 'checkout-form.png');
  await copyFile(checkout, path.join(workspacesFolder, 'untrusted', 'checkout-form.png'));
  await writeHostileWorkspace();
  await sharp(path.join(root, 'media', 'icon.svg'))
    .png({ compressionLevel: 9 })
    .toFile(path.join(root, 'media', 'icon.png'));
}

async function remake(browser: Browser, picture: Picture): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: picture.width / picture.scale, height: picture.height / picture.scale },
    deviceScaleFactor: picture.scale,
  });
  const page = await context.newPage();
  await servePages(page);
  await page.goto(`${origin}/${picture.page}.html`);
  const encoded = await encode(picture, page);
  const words = await visibleWords(page);
  await context.close();

  await mkdir(path.dirname(picturePath(picture)), { recursive: true });
  await writeFile(picturePath(picture), encoded);
  await writeFile(
    wordsPath(picture),
    await format(JSON.stringify(words), { parser: 'json', printWidth: 100 }),
  );
  console.log(
    `${picture.file}: ${picture.width} × ${picture.height}, ${Math.round(encoded.length / 1024)} KB, ${words.length} words`,
  );
}

/** The pages come from their folder and nothing comes from elsewhere. */
async function servePages(page: Page): Promise<void> {
  await page.route('**/*', (route) => {
    const url = new URL(route.request().url());
    return url.origin === origin
      ? route.fulfill({ path: path.join(pagesFolder, path.basename(url.pathname)) })
      : route.abort();
  });
}

async function visibleWords(page: Page): Promise<string[]> {
  const script = await readFile(path.join(pagesFolder, 'visible-words.js'), 'utf8');
  return page.evaluate<string[]>(script);
}

async function encode(picture: Picture, page: Page): Promise<Buffer> {
  switch (picture.format) {
    case 'png':
      return sharp(await page.screenshot())
        .removeAlpha()
        .png({ compressionLevel: 9 })
        .toBuffer();
    case 'jpeg':
      return sharp(await page.screenshot())
        .jpeg({ quality: 88 })
        .toBuffer();
    case 'webp':
      return sharp(await page.screenshot())
        .webp({ quality: 92, effort: 6 })
        .toBuffer();
    case 'gif':
      return sharp(await turn(page), { join: { animated: true } })
        .gif({ loop: 0, delay: Array<number>(frames).fill(turnMilliseconds / frames) })
        .toBuffer();
  }
}

/** One screenshot for each frame of the page's CSS animation, set by hand so that each run is the same. */
async function turn(page: Page): Promise<Buffer[]> {
  const shots: Buffer[] = [];
  for (let frame = 0; frame < frames; frame++) {
    const time = (frame * turnMilliseconds) / frames;
    await page.evaluate(
      `document.getAnimations().forEach((animation) => { animation.pause(); animation.currentTime = ${time}; })`,
    );
    shots.push(await page.screenshot());
  }
  return shots;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
