import type { CDPSession } from 'playwright-core';
import { closeShared } from '../support/shared';
import { prepareTabs } from '../ui/webview/tabs';
import { ViewerPage } from '../ui/webview/viewerPage';
import type { ViewerProgram } from '../ui/webview/viewerProgram';
import { manyRegions } from '../ui/webview/viewerScenes';
import type { Figure } from './figures';

/** What a frame may take at 60 a second, in milliseconds, and how many of them at least. */
const mostOfFrame = 16.7;
const leastShare = 0.95;

/** What the clock of frames is off by, in milliseconds: they are even, but their times are rounded. */
const tolerance = 0.1;

const milliseconds = 4000;

const ways = ['at rest', 'zoomed', 'panned'] as const;

/**
 * Measures the viewer in a browser that draws by software: a 4K picture is zoomed in and out, and panned.
 * The frames of a page where nothing moves tell what the machine had to spare meanwhile.
 */
export async function viewerFigures(): Promise<Figure[]> {
  await prepareTabs();
  const figures: Figure[] = [];
  for (const count of [0, 500]) {
    const viewer = await ViewerPage.open({ width: 1280, height: 800 });
    await viewer.page.evaluate(openPicture, JSON.stringify(manyRegions(count)));
    await viewer.settled();
    const metrics = await viewer.page.context().newCDPSession(viewer.page);
    await metrics.send('Performance.enable', { timeDomain: 'threadTicks' });
    for (const way of ways) {
      const before = await workOf(metrics);
      const frames = await viewer.page.evaluate(moveFor, { way, milliseconds });
      const work = ((await workOf(metrics)) - before) / frames.length;
      figures.push(frameFigure(`Viewer, 4K picture with ${count} regions, ${way}`, frames, work));
    }
    await metrics.detach();
    await viewer.close();
  }
  await closeShared();
  return figures;
}

/** Milliseconds of the processor that the page's main thread has taken so far. */
async function workOf(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
}

function frameFigure(name: string, all: readonly number[], work: number): Figure {
  const sorted = all.toSorted((a, b) => a - b);
  const twentieth = sorted[Math.floor(sorted.length * leastShare)] ?? NaN;
  const share = all.filter((one) => one <= mostOfFrame + tolerance).length / all.length;
  return {
    name: `${name}: frames under ${mostOfFrame} ms`,
    value: `${(100 * share).toFixed(1)} % (n = ${all.length}; one in 20 ${twentieth.toFixed(1)} ms; the page's own work ${work.toFixed(1)} ms each)`,
    bound: `≥ ${leastShare * 100} %`,
    isMissed: share < leastShare,
  };
}

/** Opens a picture of 3840 × 2160 pixels that looks like a screenshot. Runs in the page, as all below. */
async function openPicture(regions: string): Promise<void> {
  const canvas = new OffscreenCanvas(3840, 2160);
  const context = canvas.getContext('2d');
  for (let row = 0; context && row < 54; row++) {
    for (let column = 0; column < 30; column++) {
      context.fillStyle = `hsl(${(row * 37 + column * 11) % 360} 60% ${40 + ((row + column) % 5) * 10}%)`;
      context.fillRect(column * 128, row * 40, 128, 40);
      context.fillStyle = '#fff';
      context.font = '20px sans-serif';
      context.fillText(`Cell ${row} / ${column}`, column * 128 + 6, row * 40 + 26);
    }
  }
  const blob = await canvas.convertToBlob();
  const { program } = window as unknown as { program: ViewerProgram };
  const picture = {
    id: 'large',
    name: 'large.png',
    blob: () => Promise.resolve(blob),
    regions: JSON.parse(regions) as never,
  };
  program.viewer.open([picture], 'large');
}

/** Zooms by the wheel in and out again, or drags, in each frame; gives the milliseconds between frames. */
async function moveFor({
  way,
  milliseconds,
}: {
  way: 'at rest' | 'zoomed' | 'panned';
  milliseconds: number;
}): Promise<number[]> {
  const stage = document.querySelector('.viewer-stage') ?? document.body;
  const { x, y, width, height } = stage.getBoundingClientRect();
  const all: number[] = [];
  let before = await new Promise(requestAnimationFrame);
  const start = before;
  while (before < start + milliseconds) {
    const turn = (before - start) / 1000;
    const at = {
      clientX: x + width * (0.5 + 0.3 * Math.sin(turn * 3)),
      clientY: y + height * (0.5 + 0.3 * Math.cos(turn * 2)),
      bubbles: true,
      cancelable: true,
    };
    if (way === 'zoomed') {
      const deltaY = Math.sin(turn * 2) > 0 ? -25 : 25;
      stage.dispatchEvent(new WheelEvent('wheel', { ...at, deltaY }));
    } else if (way === 'panned') {
      const key = Math.sin(turn * 3) > 0 ? 'ArrowRight' : 'ArrowLeft';
      stage.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
    const now = await new Promise(requestAnimationFrame);
    all.push(now - before);
    before = now;
  }
  return all;
}
