import { afterWhatWasSent } from './headStart';

/** Loads the conversations and their panels. */
export function loadConversations() {
  return import('./conversation/index');
}

/** Loads the readers of images. */
export async function loadImaging() {
  await afterWhatWasSent();
  return import('../imaging/index');
}

/** Loads what finds and writes images in documents. */
export async function loadDocuments() {
  await afterWhatWasSent();
  return import('../documents/index');
}

/** Loads what speaks to models. */
export async function loadProviders() {
  await afterWhatWasSent();
  return import('../providers/index');
}

/** Loads what speaks to the models of VS Code. */
export async function loadLanguageModels() {
  await afterWhatWasSent();
  return import('./connections/languageModels/index');
}

/** Loads what asks Azure AI Vision by itself. */
export async function loadImageAnalysis() {
  await afterWhatWasSent();
  return import('./connections/imageAnalysis/index');
}

/** Loads what makes images ready, asks about receipts, and sends. */
export async function loadSending() {
  await afterWhatWasSent();
  return import('./conversation/sending/index');
}

/** Loads what finds and downloads the languages of the text reader. */
export async function loadLanguages() {
  await afterWhatWasSent();
  return import('./images/languages/index');
}

/** Loads what checks URLs of images and downloads from them. */
export async function loadDownload() {
  await afterWhatWasSent();
  return import('./images/download/index');
}
