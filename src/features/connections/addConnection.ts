import * as vscode from 'vscode';
import type { Connection } from '../../core/connection';
import { errorView } from '../../host/errorText';
import type { Services } from '../../host/services';
import { readSettings, saveConnection } from '../../host/settings';
import { runSteps } from '../../host/steps';
import { addSteps } from './addSteps';
import { check, tellItWorks } from './check';
import { connectionOf, type Draft } from './draft';

/**
 * The guided flow: server, endpoint, key, deployment, then a tiny real request. True when a
 * connection was saved. A key that was new to its origin goes again when the flow is given up.
 */
export async function addConnection(services: Services): Promise<boolean> {
  const newKeys = new Set<string>();
  const steps = addSteps(services, newKeys);
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
      return true;
    }
    if (choice === 'discard') {
      break;
    }
    draft = draft.local ? {} : withoutAnswers(draft);
    first = draft.endpoint === undefined ? 0 : 2;
  }
  await Promise.all([...newKeys].map((origin) => services.keys.delete(origin)));
  return false;
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
      : errorView(outcome.error);
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

/** Key and deployment are asked again; the endpoint stays. */
function withoutAnswers({ provider, providerName, endpoint, apiVersion }: Draft): Draft {
  return {
    ...(provider && { provider }),
    ...(providerName !== undefined && { providerName }),
    ...(endpoint !== undefined && { endpoint }),
    ...(apiVersion !== undefined && { apiVersion }),
  };
}
