import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { launchEditor } from '../support/editor/launch';
import { until } from '../support/editor/until';
import { startEmulator } from '../support/emulator';
import { now } from '../support/emulator/clock';
import { demoWorkspace } from '../support/paths';
import { timeFigure, type Figure } from './figures';

/** Each opens a panel of its own; the first one finds the panel's program not loaded yet. */
const images = [
  'dashboard.png',
  'checkout-form.png',
  'settings-dark.png',
  'phone.png',
  'docs-page.jpg',
  'login-mockup.webp',
  'editor-dark@2x.png',
];

/** The bound of the issue, in milliseconds. */
const bound = 60;

/** Between two pieces of the reply and before the first, in milliseconds. */
const pace = 1000;

/** What the panel's page notes: when its reply first had text, and when that had been painted. */
interface Sighting {
  readonly inDocument: number;
  readonly painted: number;
}

/** Measures the time from the server's first piece of text to that text in the panel. */
export async function firstTokenFigures(vsix: string): Promise<Figure[]> {
  const key = 'key-of-the-benchmark';
  const emulator = await startEmulator({
    kind: 'azure',
    key,
    behaviour: { stream: 'slow', delayMs: pace },
  });
  const editor = await launchEditor({
    workspace: demoWorkspace,
    extension: { vsix },
    settings: {
      'sightline.connections': [
        { name: 'bench', provider: 'azure', endpoint: emulator.url, deployment: 'gpt-5.4' },
      ],
    },
    env: { AZURE_OPENAI_ENDPOINT: emulator.url, AZURE_OPENAI_API_KEY: key },
  });
  const { page, context, workbench } = editor;
  try {
    const sightings = await watchReplies(context);
    const offset = await clockOffset(page);
    const inDocument: number[] = [];
    const painted: number[] = [];
    for (const image of images) {
      await workbench.explorer.choose(`screenshots/${image}`, 'Describe Image');
      const request = await emulator.nextRequest();
      const sighting = await until('the first text in the panel', () => sightings.shift());
      const firstTokenAt = (request.firstTokenAt ?? NaN) + offset;
      inDocument.push(sighting.inDocument - firstTokenAt);
      painted.push(sighting.painted - firstTokenAt);
      const panel = await workbench.panel(`Describe: ${image}`);
      await panel.getByRole('button', { name: 'Stop', exact: true }).click();
      await emulator.closed(request);
    }
    return [
      timeFigure('First token at the server → text in the panel', inDocument, bound),
      timeFigure('First token at the server → text painted', painted),
    ];
  } finally {
    await editor.close();
    await emulator.close();
  }
}

/** Makes every page of a panel tell when its reply first has text. */
async function watchReplies(context: BrowserContext): Promise<Sighting[]> {
  const sightings: Sighting[] = [];
  await context.exposeFunction('sightlineBenchSaw', (sighting: Sighting) => {
    sightings.push(sighting);
  });
  await context.addInitScript({ path: path.join(__dirname, 'replyWatch.js') });
  return sightings;
}

/** How far the page's clock is ahead of this process's, in milliseconds. */
async function clockOffset(page: Page): Promise<number> {
  let best = { width: Infinity, offset: 0 };
  for (let attempt = 0; attempt < 20; attempt++) {
    const before = now();
    const there = await page.evaluate(() => performance.timeOrigin + performance.now());
    const after = now();
    if (after - before < best.width) {
      best = { width: after - before, offset: there - (before + after) / 2 };
    }
  }
  console.error(`clock offset ${best.offset.toFixed(2)} ± ${(best.width / 2).toFixed(2)} ms`);
  return best.offset;
}
