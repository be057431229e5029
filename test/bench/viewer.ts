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

/** Measures the viewer in a browser that draws by software: a 4K picture is zoomed in and out, and panned. */
export async function viewerFigures(): Promise<Figure[]> {
  await prepareTabs();
  const figures: Figure[] = [];
  for (const count of [0, 500]) {
    const viewer = await ViewerPage.open({ width: 1280, height: 800 });
    await viewer.page.evaluate(openPicture, JSON.stringify(manyRegions(count)));
    await viewer.settled();
    for (const way of ['zoomed', 'panned'] as const) {
      const frames = await viewer.page.evaluate(moveFor, { way, milliseconds: 4000 });
      figures.push(...frameFigures(`Viewer, 4K picture with ${count} regions, ${way}`, frames));
    }
    await viewer.close();
  }
  await closeShared();
  return figures;
}

function frameFigures(name: string, all: readonly number[]): Figure[] {
  const sorted = all.toSorted((a, b) => a - b);
  const part = (share: number): string =>
    (sorted[Math.floor(sorted.length * share)] ?? NaN).toFixed(1);
  const share = all.filter((one) => one <= mostOfFrame + tolerance).length / all.length;
  return [
    {
      name: `${name}: frames under ${mostOfFrame} ms`,
      value: `${(100 * share).toFixed(1)} % (n = ${all.length}; half ${part(0.5)} ms, one in 20 ${part(0.95)} ms)`,
      bound: `≥ ${leastShare * 100} %`,
      isMissed: share < leastShare,
    },
  ];
}

/** Opens a picture of 3840 × 2160 pixels that looks like a screenshot. Runs in the page, as all below. */
export async function openPicture(regions: string): Promise<void> {
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
export async function moveFor({
  way,
  milliseconds,
}: {
  way: 'zoomed' | 'panned';
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
    } else {
      const key = Math.sin(turn * 3) > 0 ? 'ArrowRight' : 'ArrowLeft';
      stage.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
    const now = await new Promise(requestAnimationFrame);
    all.push(now - before);
    before = now;
  }
  return all;
}
