import * as vscode from 'vscode';
import type { Connection } from '../../core/connections/connection';
import { keyOrigin } from '../../host/connections/connections';
import { errorView } from '../../host/errors/errorText';
import type { Keys } from '../../host/connections/keys';
import type { Services } from '../../host/services';
import { readSettings, saveConnection } from '../../host/settings';
import { runSteps } from '../../host/quickInput';
import { addSteps, type FormerKeys } from './addSteps';
import { check, tellItWorks } from './check';
import { connectionOf, type Draft } from './draft';

/**
 * The guided flow: server, endpoint, sign-in, deployment, then a tiny real request. True when a
 * connection was saved. Keys that were stored on the way are undone, but for that of the connection.
 */
export async function addConnection(services: Services): Promise<boolean> {
  const formerKeys: FormerKeys = new Map();
  const steps = addSteps(services, formerKeys);
  let draft: Draft | undefined = {};
  let first = 0;
  for (;;) {
    draft = await runSteps(vscode.l10n.t('Add Connection'), steps, draft, first);
    const taken = readSettings().connections.map(({ name }) => name);
    const connection = draft && connectionOf(draft, taken);
    if (draft === undefined || connection === undefined) {
      break;
    }
    const choice = await tryOut(services, connection);
    if (choice === 'keep') {
      await saveConnection(connection);
      formerKeys.delete(keyOrigin(connection));
      await putBack(services.keys, formerKeys);
      return true;
    }
    if (choice === 'discard') {
      break;
    }
    first = draft.local ? 0 : 1;
    draft = draft.local ? {} : again(draft);
  }
  await putBack(services.keys, formerKeys);
  return false;
}

async function putBack(keys: Keys, formerKeys: FormerKeys): Promise<void> {
  for (const [origin, key] of formerKeys) {
    await (key === undefined ? keys.delete(origin) : keys.set(origin, key));
  }
}

async function tryOut(
  services: Services,
  connection: Connection,
): Promise<'keep' | 'change' | 'discard'> {
  const outcome = await check(services, connection);
  if (outcome !== 'cancelled' && 'milliseconds' in outcome) {
    tellItWorks(connection, outcome.milliseconds);
    return 'keep';
  }
  const words =
    outcome === 'cancelled'
      ? {
          title: vscode.l10n.t('The test was cancelled'),
          detail: vscode.l10n.t('Nothing is known of this connection yet.'),
        }
      : errorView(outcome.error, services.actions);
  const change = vscode.l10n.t('Change…');
  const keep = vscode.l10n.t('Keep Anyway');
  const picked = await vscode.window.showErrorMessage(
    words.title,
    { modal: true, detail: words.detail },
    change,
    keep,
  );
  return picked === change ? 'change' : picked === keep ? 'keep' : 'discard';
}

/** The same server; the rest is asked for again, with what was answered on offer. */
function again(former: Draft): Draft {
  const { provider, providerName, pasted, endpoint } = former;
  return {
    former,
    ...(provider && { provider }),
    ...(providerName !== undefined && { providerName }),
    ...(pasted === undefined && endpoint !== undefined && { endpoint }),
  };
}
