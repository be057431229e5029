import type * as vscode from 'vscode';

/** Where an image is: a file, or a public URL, which `vscode.Uri` would not keep as it was typed. */
export type ImageAddress = vscode.Uri | URL;

/** The file name of an image; a URL without one is named after its host. */
export function imageName(address: ImageAddress): string {
  return address instanceof URL
    ? decoded(lastSegment(address.pathname)) || address.host
    : lastSegment(address.path) || address.path;
}

/** The file among the addresses whose settings hold, if any. */
export function settingsScope([first]: readonly ImageAddress[]): vscode.Uri | undefined {
  return first instanceof URL ? undefined : first;
}

function lastSegment(path: string): string {
  return path.split('/').at(-1) ?? '';
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
