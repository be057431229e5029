import * as vscode from 'vscode';
import { isRemote, type RequestImage } from '../../core/images/images';
import type { ImageFacts } from '../../core/cost/receipt';

/** What a user reads of an image, for example `PNG · 1400 × 900 · 118 KB`; the host of a remote one. */
export function imageFacts(image: RequestImage): string {
  if (isRemote(image)) {
    return new URL(image.url).host;
  }
  return factsLine({ ...image, bytes: image.bytes.length });
}

/** Type, pixels and size of a picture, for example `PNG · 1400 × 900 · 118 KB`. */
export function factsLine({ type, width, height, bytes }: ImageFacts): string {
  const name = type
    .replace(/^image\/(?:x-)?/, '')
    .replace('+xml', '')
    .toUpperCase();
  return `${name} · ${width} × ${height} · ${fileSize(bytes)}`;
}

/** Bytes in, a rounded size with its unit out (1 KB is 1024 bytes). */
export function fileSize(bytes: number): string {
  if (bytes < 1024) {
    return vscode.l10n.t('{0} bytes', bytes);
  }
  const kilobytes = Math.round(bytes / 1024);
  return kilobytes < 1024
    ? vscode.l10n.t('{0} KB', kilobytes)
    : vscode.l10n.t('{0} MB', (bytes / 1024 / 1024).toFixed(1));
}
