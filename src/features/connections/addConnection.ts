import * as vscode from 'vscode';
import type { Connection } from '../../core/connections/connection';
import type { VisionError } from '../../core/errors';
import { errorView } from '../../host/panel/errorView';
import { QuickInputSession } from '../../host/quickInput';
import type { Services } from '../../host/services';
import { readSettings } from '../../host/settings';
import { runSteps, type Progress } from '../../host/steps';
import { addSteps, draftNetwork } from './addSteps';
import { check, tellItWorks } from './check';
import { connectionOf, fields, reopened, type Draft, type Field } from './draft';
import { saveWithKey } from './save';
import { wrongField } from './wrongField';

/**
 * The guided flow: server, endpoint, sign-in, deployment, then a tiny real request. True when a
 * connection was saved; a new key is stored only then.
 */
export async function addConnection(services: Services): Promise<boolean> {
  const { quickInput } = services;
  const title = vscode.l10n.t('Add Connection');
  let session = new QuickInputSession(quickInput);
  let progress: Progress<Draft> | undefined = { draft: {}, shown: [] };
  try {
    for (;;) {
      progress = await runSteps(title, addSteps(services, session), progress);
      const taken = readSettings().connections.map(({ name }) => name);
      const connection = progress && connectionOf(progress.draft, taken);
      if (progress === undefined || connection === undefined) {
        return false;
      }
      const { draft } = progress;
      const choice = await tryOut(services, session, draft, connection);
      if (choice === 'keep') {
        session.dispose();
        return await saveWithKey(services, connection, draft.key);
      }
      if (choice === 'discard') {
        return false;
      }
      progress = back(progress, choice);
      session = session.signal.aborted ? new QuickInputSession(quickInput) : session;
    }
  } finally {
    session.dispose();
  }
}

/** The step of a field is asked again; Back leads from there to what was shown before it. */
function back({ draft, shown }: Progress<Draft>, field: Field): Progress<Draft> {
  const index = fields.indexOf(field);
  return { draft: reopened(draft, field), shown: shown.filter((step) => step.index < index) };
}

async function tryOut(
  services: Services,
  { signal }: QuickInputSession,
  draft: Draft,
  connection: Connection,
): Promise<'keep' | 'discard' | Field> {
  const { connections, quickInput } = services;
  const network = draftNetwork(draft, connections.network);
  const outcome = await check(services, connection, { network, signal });
  if (outcome !== 'cancelled' && 'milliseconds' in outcome) {
    tellItWorks(quickInput, connection, outcome.milliseconds);
    return 'keep';
  }
  const error = outcome === 'cancelled' ? undefined : outcome.error;
  const change = vscode.l10n.t('Change…');
  const keep = vscode.l10n.t('Keep Anyway');
  const picked = await shown(services, error, [change, keep]);
  return picked === change ? wrongField(draft, error) : picked === keep ? 'keep' : 'discard';
}

function shown(
  { actions, quickInput }: Services,
  error: VisionError | undefined,
  buttons: readonly string[],
): Thenable<string | undefined> {
  const { title, detail } = error
    ? errorView(error, actions)
    : {
        title: vscode.l10n.t('The test was cancelled'),
        detail: vscode.l10n.t('Nothing is known of this connection yet.'),
      };
  return quickInput.showErrorMessage(title, { modal: true, detail }, ...buttons);
}
