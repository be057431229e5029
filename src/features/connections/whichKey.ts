import * as vscode from 'vscode';
import { hostOf, originOf, type Connection } from '../../core/connections/connection';
import { asking, back, type QuickInput } from '../../host/quickInput';

/**
 * The endpoint whose key is meant: a connection's own, or that of its Azure AI Vision resource, which has a
 * key of its own unless both are one resource. `host` is the one that wants a key, where that is known; else
 * the user is asked. Undefined comes out for Escape.
 */
export async function whichKey(
  quickInput: QuickInput,
  { endpoint, vision, auth }: Pick<Connection, 'endpoint' | 'vision' | 'auth'>,
  host?: string,
): Promise<string | undefined> {
  if (vision === undefined || originOf(vision.endpoint) === originOf(endpoint)) {
    return endpoint;
  }
  if (host !== undefined) {
    return host === hostOf(vision.endpoint) ? vision.endpoint : endpoint;
  }
  if ((auth ?? 'key') !== 'key') {
    return vision.endpoint;
  }
  const items = [
    { label: hostOf(endpoint), endpoint },
    {
      label: hostOf(vision.endpoint),
      description: vscode.l10n.t('Azure AI Vision'),
      endpoint: vision.endpoint,
    },
  ];
  const picked = await asking(quickInput, (session) =>
    session.pick({
      title: vscode.l10n.t('Set API Key'),
      placeholder: vscode.l10n.t('Which key shall be set?'),
      items,
    }),
  );
  return picked === back ? undefined : picked?.endpoint;
}
