import * as vscode from 'vscode';
import type { ErrorFacts, Words } from './words';

/** Failures of images at URLs, in words. */
export const urlErrors = {
  urlRefused: (details) => [vscode.l10n.t('The URL was not followed'), refusal(details)],
  urlUnreachable: (details) => [
    vscode.l10n.t('The image could not be downloaded'),
    unreachable(details),
    'retry',
    'showLog',
  ],
} satisfies Words;

function refusal({ host, code = '' }: ErrorFacts): string {
  return (refusals[code] ?? privateAddressSentence)(host);
}

const refusals: Readonly<Record<string, (host: string) => string>> = {
  scheme: (host) =>
    vscode.l10n.t(
      'It leads to {0} by another way than https:// and http://. Download the image yourself and ask about the file.',
      host,
    ),
  credentials: (host) =>
    vscode.l10n.t(
      'It leads to {0} with a user name or password in it, which Sightline does not send. Download the image yourself and ask about the file.',
      host,
    ),
  insecure: (host) =>
    vscode.l10n.t(
      'It is redirected from https:// to {0} without encryption. Download the image yourself and ask about the file.',
      host,
    ),
  redirects: (host) =>
    vscode.l10n.t(
      'It is redirected too often, at last to {0}, perhaps in a circle. Use the image’s final URL.',
      host,
    ),
};

/** Why a host of this machine or of a private network is not asked for an image. */
export function privateAddressSentence(host: string): string {
  return vscode.l10n.t(
    '{0} is an address of a private network. Sightline downloads images from public addresses only.',
    host,
  );
}

function unreachable({ host, code = '', status }: ErrorFacts): string {
  if (status !== undefined) {
    return vscode.l10n.t(
      '{0} answered with the status {1} instead of the image. Check the URL.',
      host,
      status,
    );
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return vscode.l10n.t('No server named {0} was found. Check the URL and your network.', host);
  }
  if (code === 'ETIMEDOUT') {
    return vscode.l10n.t('{0} did not send the whole image within 15 seconds.', host);
  }
  return /^[A-Z][A-Z\d_]+$/.test(code)
    ? vscode.l10n.t('{0} did not send the image ({1}). Check the URL and your network.', host, code)
    : vscode.l10n.t('{0} did not send the image. Check the URL and your network.', host);
}
