import { closeShared } from '../support/shared';
import { hello, manyRows, rows, suggested, view } from '../ui/webview/reviewScenes';
import { ReviewPage } from '../ui/webview/reviewPage';
import { prepareTabs } from '../ui/webview/tabs';
import { timeFigure, type Figure } from './figures';

const count = 10_000;
const times = 5;

/** Milliseconds from the rows' data to the first of them on the screen. */
const mostUntilFirst = 300;
const mostUntilFiltered = 50;
const leastFrames = 55;

/** What is scrolled in a frame, in CSS pixels: as one reads, and 18,000 a second, as one rushes through. */
const paces = { slowly: 30, quickly: 300 } as const;

/** Measures the page of the alt text review with 10,000 rows in a browser, with thumbnails. */
export async function reviewFigures(): Promise<Figure[]> {
  await prepareTabs();
  const list = manyRows(count).map((row, index) => ({
    ...row,
    ...suggested(`Picture ${index}: ${'a settings page with its buttons and fields, '.repeat(3)}`),
    current: index % 3 === 0 ? 'An older text that stands in the document.' : '',
    warnings: index % 4 === 0 ? [{ rule: 'tooLong', text: 'It is too long (180).' }] : [],
  }));
  const data = JSON.stringify(rows(list));
  const first: number[] = [];
  const filtered: number[] = [];
  const frames: Figure[] = [];
  for (let time = 0; time < times; time++) {
    const review = await ReviewPage.open({ width: 1280, height: 900 });
    await review.page.evaluate(giveThumbnails);
    await review.send(hello, view());
    first.push(await review.page.evaluate(untilFirstRow, data));
    filtered.push(...(await review.page.evaluate(untilFiltered)));
    if (time === 0) {
      for (const [name, pace] of Object.entries(paces)) {
        frames.push(...frameFigures(name, await review.page.evaluate(scrollFrames, pace)));
      }
    }
    await review.close();
  }
  await closeShared();
  return [
    timeFigure('Review of 10,000 rows: their data → the first painted', first, mostUntilFirst),
    timeFigure('— a letter of a search → its rows', filtered, mostUntilFiltered),
    ...frames,
  ];
}

/** The figures of frames while the page is scrolled, from the milliseconds between them. */
function frameFigures(name: string, all: readonly number[]): Figure[] {
  const sorted = all.toSorted((a, b) => a - b);
  const part = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? NaN;
  const perSecond = (1000 * all.length) / all.reduce((sum, one) => sum + one, 0);
  return [
    {
      name: `— frames while it is scrolled ${name}`,
      value: `${perSecond.toFixed(1)} a second`,
      bound: `≥ ${leastFrames} a second`,
      isMissed: perSecond < leastFrames,
    },
    {
      name: `— time of a frame, scrolled ${name}`,
      value: `${part(0.5).toFixed(1)} ms, of one in 20 ${part(0.95).toFixed(1)} ms (n = ${all.length})`,
    },
  ];
}

/** Lets the page have a thumbnail for every image. Runs in the page, as all below. */
async function giveThumbnails(): Promise<void> {
  const canvas = new OffscreenCanvas(256, 160);
  const context = canvas.getContext('2d');
  for (let x = 0; context && x < 256; x += 4) {
    context.fillStyle = `hsl(${x} 60% 50%)`;
    context.fillRect(x, (x * 7) % 90, 4, 70);
  }
  const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
  const { pixelsOf } = window as unknown as { pixelsOf: Map<string, unknown> };
  pixelsOf.get = () => ({ mediaType: 'image/png', bytes });
}

async function untilFirstRow(json: string): Promise<number> {
  const data: unknown = JSON.parse(json);
  const begin = performance.now();
  window.dispatchEvent(new MessageEvent('message', { data }));
  // The frame that shows it has been painted when the next one begins.
  do {
    await new Promise(requestAnimationFrame);
  } while (!document.querySelector('.row'));
  await new Promise(requestAnimationFrame);
  return performance.now() - begin;
}

/** Milliseconds from each letter of a search to the frame in which its rows are there. */
async function untilFiltered(): Promise<number[]> {
  const search = document.querySelector<HTMLInputElement>('[type=search]');
  const all: number[] = [];
  for (const text of ['p', 'pi', 'picture', 'picture 99', '']) {
    const begin = performance.now();
    if (search) {
      search.value = text;
      search.dispatchEvent(new Event('input', { bubbles: true }));
    }
    await new Promise(requestAnimationFrame);
    document.body.getBoundingClientRect();
    all.push(performance.now() - begin);
  }
  return all;
}

/** Scrolls for three seconds by so many pixels a frame; gives the milliseconds between frames. */
async function scrollFrames(pace: number): Promise<number[]> {
  const all: number[] = [];
  scrollTo(0, 0);
  let before = await new Promise(requestAnimationFrame);
  const end = before + 3000;
  while (before < end) {
    scrollBy(0, pace);
    const now = await new Promise(requestAnimationFrame);
    all.push(now - before);
    before = now;
  }
  return all;
}
