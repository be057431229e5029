import * as vscode from 'vscode';
import type { SourceImage } from '../../core/images/images';
import { fileName } from './fileName';
import { readImageFile } from './imageFiles';

/** Where an image is: a file, or a public URL, which `vscode.Uri` would not keep as it was typed. */
export type ImageAddress = vscode.Uri | URL;

/** The file name of an image; a URL without one is named after its host. */
export function imageName(address: ImageAddress): string {
  return address instanceof URL
    ? decoded(address.pathname.split('/').at(-1) ?? '') || address.host
    : fileName(address);
}

/** Reads a file, as `readImageFile` does; a URL is left to whoever answers. */
export async function readImage(address: ImageAddress, signal?: AbortSignal): Promise<SourceImage> {
  return address instanceof URL
    ? { name: imageName(address), url: address.href }
    : readImageFile(address, signal);
}

/** The file among the addresses whose settings hold, if any. */
export function settingsScope([first]: readonly ImageAddress[]): vscode.Uri | undefined {
  return first instanceof URL ? undefined : first;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
