import * as vscode from 'vscode';
import { isVisionError } from '../../core/errors';
import { loadProviders } from '../../host/chunks';
import { errorSentence } from '../../host/errors/errorText';
import type { Position } from '../../host/questions';
import { back, type QuickInput, type QuickInputSession } from '../../host/quickInput';
import type { ModelInfo, Network } from '../../providers';
import { reopened, type Draft } from './draft';

interface ModelItem extends vscode.QuickPickItem {
  readonly id: string;
}

/**
 * The deployment, of the server's list where it has one. Where the server refuses the key, that is
 * asked for again.
 */
export async function chooseDeployment(
  quickInput: QuickInput,
  network: Network,
  session: QuickInputSession,
  draft: Draft,
  position: Position,
): Promise<Draft | typeof back | undefined> {
  let models: readonly ModelInfo[] = [];
  try {
    models = await listed(draft, network, session.signal);
  } catch (error) {
    if (isVisionError(error) && (error.kind === 'keyRefused' || error.kind === 'keyMissing')) {
      void quickInput.showWarningMessage(errorSentence(error), {});
      return reopened(draft, 'credential');
    }
  }
  if (models.length === 0) {
    const typed = await session.text({
      ...position,
      prompt:
        draft.provider === 'azure'
          ? vscode.l10n.t('Name of the deployment, as the portal shows it under Deployments')
          : vscode.l10n.t('Name of the model, as the server knows it'),
      placeholder: 'gpt-5.4',
      value: draft.former?.deployment ?? '',
      validate: (text) => (text === '' ? vscode.l10n.t('Enter a name.') : undefined),
    });
    return typeof typed === 'string' ? { ...draft, deployment: typed } : typed;
  }
  const picked = await session.pick({
    ...position,
    placeholder: vscode.l10n.t('Choose a model that takes images, or type its name'),
    items: models
      .toSorted((a, b) => rank(b.takesImages) - rank(a.takesImages))
      .map(({ id, takesImages }) => toItem(id, takesImages)),
    typed: (id) => ({
      ...toItem(id),
      description: vscode.l10n.t('use this name'),
      alwaysShow: true,
    }),
  });
  return picked === undefined || picked === back ? picked : { ...draft, deployment: picked.id };
}

async function listed(
  { endpoint = '', provider = 'openai', auth = 'key' }: Draft,
  network: Network,
  signal: AbortSignal,
): Promise<readonly ModelInfo[]> {
  const { listModels } = await loadProviders();
  const limit = AbortSignal.any([signal, AbortSignal.timeout(10_000)]);
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Window,
      title: vscode.l10n.t('Asking for the list of models…'),
    },
    () => listModels({ provider, endpoint, auth }, network, limit),
  );
}

function toItem(id: string, takesImages?: boolean): ModelItem {
  return {
    id,
    label: id,
    ...(takesImages === true && { description: vscode.l10n.t('takes images') }),
    ...(takesImages === false && { description: vscode.l10n.t('takes no images') }),
  };
}

function rank(takesImages: boolean | undefined): number {
  return takesImages === undefined ? 1 : takesImages ? 2 : 0;
}
