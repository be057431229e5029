import type { PanelPage } from './panelPage';

/** What it took to show a reply that streams. */
export interface Streaming {
  /** Characters of HTML that were rendered in all. */
  readonly rendered: number;
  /** Milliseconds of the slowest frame, with the layout that it needs. */
  readonly slowest: number;
  /** Milliseconds of all frames. */
  readonly took: number;
}

/**
 * Streams a reply into turn 0, some pieces in each animation frame. The frames come one after the
 * other: the page's clock, a fake from then on, runs on by what is left to the 60th part of a second.
 */
export async function streamInFrames(
  panel: PanelPage,
  frames: readonly (readonly string[])[],
): Promise<Streaming> {
  return panel.page.evaluate((list) => {
    const original = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML');
    let rendered = 0;
    Object.defineProperty(Element.prototype, 'innerHTML', {
      ...original,
      set(html: string) {
        rendered += html.length;
        original?.set?.call(this, html);
      },
    });
    const clock = performance.now.bind(performance);
    let skipped = 0;
    Object.assign(performance, { now: () => clock() + skipped });
    const tasks = new Map<number, { readonly due: number; readonly run: () => void }>();
    let handles = 0;
    const fakes = {
      setTimeout(run: () => void, wait = 0) {
        tasks.set(++handles, { due: performance.now() + wait, run });
        return handles;
      },
      clearTimeout(handle: number) {
        tasks.delete(handle);
      },
      requestAnimationFrame(run: FrameRequestCallback) {
        return fakes.setTimeout(() => run(performance.now()));
      },
      cancelAnimationFrame(handle: number) {
        tasks.delete(handle);
      },
    };
    Object.assign(window, fakes);
    let slowest = 0;
    const begin = clock();
    for (const pieces of list) {
      const start = clock();
      for (const text of pieces) {
        dispatchEvent(new MessageEvent('message', { data: { type: 'text', turn: 0, text } }));
      }
      for (const [handle, { due, run }] of [...tasks]) {
        if (due <= performance.now()) {
          tasks.delete(handle);
          run();
        }
      }
      document.body.getBoundingClientRect();
      const spent = clock() - start;
      slowest = Math.max(slowest, spent);
      skipped += Math.max(0, 1000 / 60 - spent);
    }
    return { rendered, slowest, took: clock() - begin };
  }, frames);
}
