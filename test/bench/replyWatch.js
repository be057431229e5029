/* global window, document, MutationObserver, requestAnimationFrame, performance, setInterval, clearInterval */
// Runs in every frame before its own scripts: tells when the panel's reply first has text.
(() => {
  const now = () => performance.timeOrigin + performance.now();

  const look = (_, observer) => {
    if (!document.querySelector('article[aria-label="Reply"]')?.textContent) {
      return;
    }
    const inDocument = now();
    observer.disconnect();
    // The frame that shows it has been painted when the next one begins.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => window.sightlineBenchSaw({ inDocument, painted: now() })),
    );
  };

  // The window of a webview is given its document later.
  const timer = setInterval(() => {
    const page = document.getElementById('root');
    if (page) {
      clearInterval(timer);
      new MutationObserver(look).observe(page, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    }
  }, 10);
})();
