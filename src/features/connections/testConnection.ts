import * as vscode from 'vscode';
import { isVisionError } from '../../core/errors';
import { errorView } from '../../host/panel/errorView';
import type { Services } from '../../host/services';
import { supportDetails } from '../../host/errors/supportDetails';
import { check, isLanguageModel, tellItWorks, type CheckOutcome, type Checkable } from './check';
import { findConnection } from './findConnection';

/**
 * Sends a tiny real request through a connection, or through the model of VS Code where that is in
 * use, and says in words how it went.
 */
export async function testConnection(services: Services, name?: string): Promise<void> {
  const { target, outcome } = await attempt(services, name);
  if (outcome === undefined || outcome === 'cancelled') {
    return;
  }
  if ('milliseconds' in outcome) {
    if (target) {
      tellItWorks(services.quickInput, target, outcome.milliseconds);
    }
    return;
  }
  const { title, detail, actions } = errorView(outcome.error, services.actions);
  const buttons = actions.filter(({ action }) => action !== 'retry' && action !== 'testConnection');
  const picked = await services.quickInput.showErrorMessage(
    `${title}. ${detail}`,
    {},
    ...buttons.map(({ label }) => label),
  );
  const { error } = outcome;
  const action = buttons.find(({ label }) => label === picked)?.action;
  const connection = target && !isLanguageModel(target) ? target.name : undefined;
  if (action === 'showLog') {
    services.log.show();
  } else if (action === 'copyDetails') {
    await vscode.env.clipboard.writeText(supportDetails(error, []));
  } else if (action && (await services.actions.run(action, { connection, error }))) {
    await testConnection(services, connection);
  }
}

interface Attempt {
  readonly target?: Checkable;
  readonly outcome?: CheckOutcome;
}

async function attempt(services: Services, name: string | undefined): Promise<Attempt> {
  try {
    const model = name === undefined ? await services.connections.languageModel() : undefined;
    const placeHolder = vscode.l10n.t('Which connection shall be tested?');
    const target = model ?? (await findConnection(services, name, placeHolder));
    return target ? { target, outcome: await check(services, target) } : {};
  } catch (error) {
    if (isVisionError(error)) {
      return { outcome: { error } };
    }
    throw error;
  }
}
