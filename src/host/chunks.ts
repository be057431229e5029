/** Loads the readers of images. */
export async function loadImaging() {
  await sent();
  return import('../imaging/index');
}

/** Loads what finds and writes images in documents. */
export async function loadDocuments() {
  await sent();
  return import('../documents/index');
}

/** Loads what speaks to models. */
export async function loadProviders() {
  await sent();
  return import('../providers/index');
}

/** Loads what speaks to the models of VS Code. */
export async function loadLanguageModels() {
  await sent();
  return import('./connections/languageModels/index');
}

/** Loads what makes images ready, asks about receipts, and sends. */
export async function loadSending() {
  await sent();
  return import('./conversation/sending/index');
}

/** Loads what checks URLs of images and downloads from them. */
export async function loadDownload() {
  await sent();
  return import('./images/download/index');
}

/**
 * Loading blocks the thread: what was just asked of the window goes out first, so that the answer is
 * there when the load is over.
 */
function sent(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
