/**
 * The pictures for the benchmark of image preparation: 20 captures as a user has them, made with
 * Chromium from `test/bench/pages`. `npx tsx test/bench/screenshots.ts` makes and lists them.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { launchBrowser } from '../support/browser';
import { out } from '../support/paths';
import { pagesFolder as samplePages } from '../support/pictures';

/** A capture of a page. Width and height are the file's pixels, scale is pixels per CSS pixel. */
export interface Screenshot {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  /** The file as the browser wrote it. */
  readonly png: Buffer;
}

/** Sizes are in CSS pixels. A page without height is captured in full. */
interface Shot {
  readonly name: string;
  readonly page: string;
  readonly width: number;
  readonly height?: number;
  readonly scale: number;
}

const origin = 'http://pages.localhost';
const benchPages = path.join(__dirname, 'pages');
const cache = path.join(out, 'bench', 'screenshots');

/** How many pages are open at a time. */
const workers = 2;

/** On a busy machine the painting of a wallpaper alone takes half a minute. */
const timeout = 180_000;

const desktop = { width: 1920, height: 1080, scale: 2 };
const largeDesktop = { width: 2560, height: 1440, scale: 2 };

const shots: readonly Shot[] = [
  { name: 'desktop-lake-4k', page: 'desktop-lake', ...desktop },
  { name: 'desktop-dusk-4k', page: 'desktop-dusk', ...desktop },
  { name: 'desktop-firs-4k', page: 'desktop-firs', ...desktop },
  { name: 'desktop-flowers-5k', page: 'desktop-flowers-5k', ...largeDesktop },
  { name: 'desktop-city-5k', page: 'desktop-city-5k', ...largeDesktop },
  { name: 'editor-gateway-4k', page: 'editor-gateway', ...desktop },
  { name: 'editor-forecast-4k', page: 'editor-forecast', ...desktop },
  { name: 'editor-atlas-4k', page: 'editor-atlas', ...desktop },
  { name: 'board-sales-4k', page: 'board-sales', ...desktop },
  { name: 'board-watch-4k', page: 'board-watch', ...desktop },
  { name: 'board-issues-4k', page: 'board-issues', ...desktop },
  { name: 'phone-feed', page: 'phone-feed', width: 430, height: 932, scale: 3 },
  { name: 'phone-chat', page: 'phone-chat', width: 360, height: 780, scale: 3 },
  { name: 'phone-map', page: 'phone-map', width: 393, height: 852, scale: 3 },
  { name: 'phone-settings', page: 'phone-settings', width: 360, height: 800, scale: 3 },
  { name: 'phone-order', page: 'phone', width: 390, height: 844, scale: 3 },
  { name: 'page-guide', page: 'long-guide', width: 1440, scale: 2 },
  { name: 'page-reference', page: 'long-reference', width: 1920, scale: 1 },
  { name: 'page-changes', page: 'long-changes', width: 1440, scale: 1.5 },
  { name: 'page-story', page: 'long-story', width: 1440, scale: 1.25 },
];

/** The 20 captures, always the same and in the same order; those of an earlier run where they fit. */
export async function takeScreenshots(browser: Browser): Promise<Screenshot[]> {
  const folder = path.join(cache, await cacheKey(browser));
  if (!existsSync(folder)) {
    await rm(cache, { recursive: true, force: true });
    const unfinished = `${folder}.part`;
    await mkdir(unfinished, { recursive: true });
    await takeAll(browser, unfinished);
    await rename(unfinished, folder);
  }
  return Promise.all(
    shots.map(async ({ name, scale }) => {
      const png = await readFile(path.join(folder, `${name}.png`));
      return { name, scale, width: png.readUInt32BE(16), height: png.readUInt32BE(20), png };
    }),
  );
}

async function takeAll(browser: Browser, folder: string): Promise<void> {
  const waiting = [...shots];
  const work = async (): Promise<void> => {
    for (let shot = waiting.shift(); shot !== undefined; shot = waiting.shift()) {
      await writeFile(path.join(folder, `${shot.name}.png`), await take(browser, shot));
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
}

async function take(browser: Browser, { page: name, width, height, scale }: Shot): Promise<Buffer> {
  const context = await browser.newContext({
    viewport: { width, height: height ?? 900 },
    deviceScaleFactor: scale,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  try {
    await servePages(context);
    const page = await context.newPage();
    await page.goto(`${origin}/${name}.html`, { timeout });
    await page.evaluate('document.fonts.ready.then(() => undefined)');
    return await page.screenshot({
      fullPage: height === undefined,
      animations: 'disabled',
      timeout,
    });
  } finally {
    await context.close();
  }
}

/** The pages come from the two folders and nothing comes from elsewhere. */
async function servePages(context: BrowserContext): Promise<void> {
  await context.route('**/*', (route) => {
    const url = new URL(route.request().url());
    const file = [benchPages, samplePages]
      .map((folder) => path.join(folder, url.pathname))
      .find((candidate) => existsSync(candidate));
    return url.origin === origin && file !== undefined
      ? route.fulfill({ path: file })
      : route.abort();
  });
}

/** Changes with the pages, this file and the browser. */
async function cacheKey(browser: Browser): Promise<string> {
  const hash = createHash('sha256').update(browser.version());
  const files = [__filename];
  for (const folder of [benchPages, samplePages]) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    files.push(
      ...entries
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name))
        .toSorted(),
    );
  }
  for (const file of files) {
    hash.update(path.basename(file)).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}

async function main(): Promise<void> {
  const browser = await launchBrowser();
  const startedAt = performance.now();
  try {
    for (const { name, width, height, png } of await takeScreenshots(browser)) {
      console.log(`${name}: ${width} × ${height}, ${Math.round(png.length / 1024)} KB`);
    }
  } finally {
    await browser.close();
  }
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(1)} s in ${cache}`);
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
