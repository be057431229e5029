import * as vscode from 'vscode';
import { begin, extensionVariable, report } from './contract';

/** Activates the extension, which was not active before. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension(process.env[extensionVariable] ?? '');
  if (extension === undefined || extension.isActive) {
    throw new Error('The extension is not there, or is active already.');
  }
  await begin();
  await report(() => extension.activate());
}
