/**
 * The pictures for the benchmark of the text reader: 20 pages as Chromium draws them, and what becomes of them
 * when they are scaled, faded, compressed and photographed. `npx tsx test/bench/reading/pictures.ts` makes them.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import sharp from 'sharp';
import { launchBrowser } from '../../support/browser';
import { out } from '../../support/paths';
import { pagesFolder as samplePages } from '../../support/pictures';
import { photograph } from './photograph';
import { tablePages } from './tablePages';

/** What a page holds: its words, and the cells of its tables row by row. */
export interface Truth {
  readonly words: readonly string[];
  readonly tables: readonly (readonly (readonly string[])[])[];
}

/** A picture whose text is known. */
export interface KnownPicture extends Truth {
  readonly name: string;
  readonly kind: Kind;
  readonly bytes: Buffer;
}

export const kinds = [
  'scale 2',
  'scale 1',
  'scaled by 0.65',
  'contrast × 0.3',
  'JPEG quality 25',
  'photo of the screen',
  'small dark text',
  'tables',
] as const;

export type Kind = (typeof kinds)[number];

const ownPages = path.join(__dirname, 'pages');
const benchPages = path.join(__dirname, '..', 'pages');
const cache = path.join(out, 'bench', 'reading');
const origin = 'http://pages.localhost';

/** Sizes of the viewports in CSS pixels. The first 13 are in `pages` here, the others in those of the other benches. */
const pages: readonly (readonly [name: string, width: number, height: number])[] = [
  ['article-light', 900, 900],
  ['guide-dark', 900, 860],
  ['columns', 1000, 640],
  ['small-type', 760, 640],
  ['log', 860, 310],
  ['code-light', 820, 640],
  ['invoice', 820, 860],
  ['instances-dark', 1000, 460],
  ['bar-chart', 980, 580],
  ['line-chart-dark', 980, 560],
  ['dialog', 900, 640],
  ['pull-request', 900, 640],
  ['mail', 960, 640],
  ['board-sales', 1500, 900],
  ['board-issues', 1500, 900],
  ['phone-settings', 390, 844],
  ['phone-chat', 390, 844],
  ['chat', 900, 800],
  ['terminal', 900, 640],
  ['files', 1000, 640],
];

/** All pictures of a kind, always the same and in the same order; those of an earlier run where they fit. */
export async function knownPictures(wanted: readonly Kind[] = kinds): Promise<KnownPicture[]> {
  const folder = path.join(cache, await cacheKey());
  if (!existsSync(folder)) {
    await rm(cache, { recursive: true, force: true });
    await mkdir(`${folder}.part`, { recursive: true });
    const browser = await launchBrowser();
    try {
      await makeAll(browser, `${folder}.part`);
    } finally {
      await browser.close();
    }
    await rename(`${folder}.part`, folder);
  }
  const files = (await readdir(folder)).filter((file) => !file.endsWith('.json')).toSorted();
  const found = await Promise.all(
    files.map(async (file) => {
      const [kind = '', name = ''] = file.split('~');
      const page = name.replace(/\.\w+$/, '');
      const truth = JSON.parse(await readFile(path.join(folder, `${page}.json`), 'utf8')) as Truth;
      return {
        ...truth,
        name: page,
        kind: kind as Kind,
        bytes: await readFile(path.join(folder, file)),
      };
    }),
  );
  return found.filter(({ kind }) => wanted.includes(kind));
}

async function makeAll(browser: Browser, folder: string): Promise<void> {
  const keep = (kind: Kind, file: string, bytes: Buffer): Promise<void> =>
    writeFile(path.join(folder, `${kind}~${file}`), bytes);
  for (const [name, width, height] of pages) {
    const page = { address: `${name}.html`, width, height };
    const { png, truth } = await capture(browser, { ...page, scale: 1 });
    const twice = (await capture(browser, { ...page, scale: 2 })).png;
    await writeFile(path.join(folder, `${name}.json`), JSON.stringify(truth));
    await keep('scale 2', `${name}.png`, twice);
    await keep('scale 1', `${name}.png`, png);
    await keep(
      'scaled by 0.65',
      `${name}.png`,
      await sharp(twice)
        .resize(Math.round(width * 1.3))
        .png()
        .toBuffer(),
    );
    await keep('contrast × 0.3', `${name}.png`, await sharp(png).linear(0.3, 90).png().toBuffer());
    await keep('JPEG quality 25', `${name}.jpg`, await sharp(png).jpeg({ quality: 25 }).toBuffer());
    await keep(
      'photo of the screen',
      `${name}.jpg`,
      await photograph(browser, twice, width, height),
    );
    const dark = await capture(browser, { ...page, scale: 0.85, isDark: true });
    await keep('small dark text', `${name}.png`, dark.png);
  }
  for (const { name, html } of tablePages()) {
    const page = { address: `${name}.html`, width: 900, height: 520, html };
    const { png, truth } = await capture(browser, { ...page, scale: name.endsWith('-2x') ? 2 : 1 });
    await writeFile(path.join(folder, `${name}.json`), JSON.stringify(truth));
    await keep('tables', `${name}.png`, png);
  }
}

interface Shot {
  readonly address: string;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  readonly html?: string;
  /** Draws every page light on dark. */
  readonly isDark?: boolean;
}

async function capture(browser: Browser, shot: Shot): Promise<{ png: Buffer; truth: Truth }> {
  const { address, width, height, scale, html, isDark = false } = shot;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  try {
    await servePages(context, html);
    const page = await context.newPage();
    await page.goto(`${origin}/${address}`, { timeout: 60_000 });
    await page.evaluate('document.fonts.ready.then(() => undefined)');
    const truth = await page.evaluate<Truth>(
      await readFile(path.join(__dirname, 'truth.js'), 'utf8'),
    );
    const png = await page.screenshot({ animations: 'disabled', timeout: 60_000 });
    const { r } = (await sharp(png).stats()).dominant;
    return { truth, png: isDark && r > 128 ? await sharp(png).negate().png().toBuffer() : png };
  } finally {
    await context.close();
  }
}

/** The pages come from the folders and nothing comes from elsewhere. */
async function servePages(context: BrowserContext, html: string | undefined): Promise<void> {
  await context.route('**/*', (route) => {
    const url = new URL(route.request().url());
    const file = [ownPages, benchPages, samplePages]
      .map((folder) => path.join(folder, url.pathname))
      .find((candidate) => existsSync(candidate));
    if (url.origin === origin && html !== undefined) {
      return route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' });
    }
    return url.origin === origin && file !== undefined
      ? route.fulfill({ path: file })
      : route.abort();
  });
}

/** Changes with the pages and with how they are drawn. */
async function cacheKey(): Promise<string> {
  const hash = createHash('sha256');
  const names = await readdir(ownPages);
  const files = [
    ...['pictures.ts', 'photograph.ts', 'tablePages.ts', 'truth.js'].map((name) =>
      path.join(__dirname, name),
    ),
    ...names.toSorted().map((name) => path.join(ownPages, name)),
  ];
  for (const file of files) {
    hash.update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}

async function main(): Promise<void> {
  for (const { kind, name, bytes, words } of await knownPictures()) {
    console.log(`${kind}, ${name}: ${words.length} words, ${Math.round(bytes.length / 1024)} KB`);
  }
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
