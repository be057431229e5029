import type { ReviewHost } from './host';

/** Keeps how far the page is scrolled, and scrolls there again when the page is long enough. */
export class ScrollKeeper {
  private wanted: number | undefined;

  constructor(host: ReviewHost) {
    history.scrollRestoration = 'manual';
    this.wanted = host.state.scroll === 0 ? undefined : host.state.scroll;
    for (const own of ['wheel', 'keydown', 'pointerdown'] as const) {
      document.addEventListener(own, () => (this.wanted = undefined), { passive: true });
    }
    document.addEventListener('scrollend', () => {
      if (this.wanted === undefined) {
        host.keep({ scroll: scrollY });
      }
    });
  }

  /** To be called when the page has grown; what the user scrolls to in the meantime holds. */
  restore(): void {
    const { wanted } = this;
    if (wanted !== undefined && document.documentElement.scrollHeight - innerHeight >= wanted) {
      this.wanted = undefined;
      scrollTo(scrollX, wanted);
    }
  }
}
