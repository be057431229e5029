import * as vscode from 'vscode';
import type { VisionError } from '../../core/errors';
import type { HttpRecord } from '../../providers';
import { errorTitle } from './errorText';
import { tryLine } from '../log';

/**
 * What support wants to know of a failure, as lines of text: the failure, each try with its request
 * id, host, status and timing, and the versions. No image, prompt or key.
 */
export function supportDetails(error: VisionError, tries: readonly HttpRecord[]): string {
  const extension = vscode.extensions.getExtension('sightline.sightline');
  const { version = '' } = (extension?.packageJSON ?? {}) as { version?: string };
  const { status, code, deployment, requestId, serverMessage } = error.details;
  const id = requestId === undefined ? undefined : `request id ${requestId}`;
  const facts = [error.kind, status, code, deployment, id].filter((fact) => fact !== undefined);
  return [
    `${errorTitle(error)} (${facts.join(', ')})`,
    ...(serverMessage === undefined ? [] : [`“${serverMessage}”`]),
    ...tries.map(tryLine),
    `Sightline ${version}, VS Code ${vscode.version}, ${new Date().toISOString()}`,
  ].join('\n');
}
