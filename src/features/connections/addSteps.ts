import * as vscode from 'vscode';
import { hostOf, isPlainHttp } from '../../core/connections/connection';
import { isVisionError } from '../../core/errors';
import { loadProviders } from '../../host/chunks';
import { errorSentence } from '../../host/errors/errorText';
import type { Services } from '../../host/services';
import {
  askPick,
  askText,
  back,
  type Position,
  type Step,
  type StepOutcome,
} from '../../host/quickInput';
import { draftOrigin, type Draft } from './draft';
import { endpointProblem } from './endpointProblem';
import { chooseSignIn, enterTenant } from './signInSteps';

const openAiEndpoint = 'https://api.openai.com/v1';

interface ServerItem extends vscode.QuickPickItem {
  readonly draft: Draft;
}

interface ModelItem extends vscode.QuickPickItem {
  readonly id: string;
}

/** The keys that were stored before the flow stored others, by origin; undefined where there was none. */
export type FormerKeys = Map<string, string | undefined>;

/** The steps of Add Connection, in order. What a new key replaces is added to `formerKeys`. */
export function addSteps(services: Services, formerKeys: FormerKeys): Step<Draft>[] {
  return [
    (_, position) => chooseServer(services, position),
    (draft, position) => pasteEndpoint(services, draft, position),
    chooseSignIn,
    (draft, position) =>
      draft.auth === 'entra'
        ? enterTenant(draft, position)
        : enterKey(services, formerKeys, draft, position),
    (draft, position) => chooseDeployment(services, draft, position),
  ];
}

async function chooseServer(
  { connections }: Services,
  position: Position,
): Promise<StepOutcome<Draft>> {
  const items: ServerItem[] = [
    {
      label: 'Azure OpenAI',
      detail: vscode.l10n.t('A deployment of yours in Azure OpenAI or Azure AI Foundry'),
      draft: { provider: 'azure', providerName: 'Azure OpenAI' },
    },
    {
      label: 'OpenAI',
      detail: vscode.l10n.t('api.openai.com, with your API key'),
      draft: { provider: 'openai', providerName: 'OpenAI', endpoint: openAiEndpoint },
    },
    {
      label: vscode.l10n.t('OpenAI-Compatible Server'),
      detail: vscode.l10n.t('vLLM, llama.cpp, LiteLLM, OpenRouter and others'),
      draft: { provider: 'openai', providerName: vscode.l10n.t('OpenAI-compatible server') },
    },
  ];
  const { findLocalServers } = await loadProviders();
  const more = findLocalServers(connections.network, AbortSignal.timeout(2000)).then(
    (servers) =>
      servers.map(({ name, endpoint }): ServerItem => ({
        label: name,
        description: hostOf(endpoint),
        detail: vscode.l10n.t('Running on this computer; no key needed'),
        draft: { provider: 'openai', providerName: name, endpoint, auth: 'none', local: true },
      })),
    () => [],
  );
  const placeholder = vscode.l10n.t('Where does your vision model run?');
  const picked = await askPick({ ...position, placeholder, items, more });
  return picked === undefined || picked === back ? picked : picked.draft;
}

async function pasteEndpoint(
  services: Services,
  draft: Draft,
  position: Position,
): Promise<StepOutcome<Draft>> {
  const provider = draft.provider ?? 'openai';
  if (draft.endpoint !== undefined) {
    return 'skip';
  }
  const { parseEndpoint } = await loadProviders();
  const pasted = await askText({
    ...position,
    prompt:
      provider === 'azure'
        ? vscode.l10n.t(
            'Paste the endpoint or Target URI of your deployment, in any form that the portal shows',
          )
        : vscode.l10n.t('Paste the base URL of the server'),
    placeholder:
      provider === 'azure' ? 'https://contoso.openai.azure.com/' : 'https://models.example.com/v1',
    value: draft.former?.pasted ?? '',
    validate: (text) => {
      const parsed = parseEndpoint(text, provider);
      return 'problem' in parsed ? endpointProblem(parsed.problem, provider) : undefined;
    },
  });
  if (pasted === undefined || pasted === back) {
    return pasted;
  }
  const parsed = parseEndpoint(pasted, provider);
  if ('problem' in parsed) {
    return back;
  }
  const { endpoint } = parsed;
  if (isPlainHttp(endpoint) && !(await services.plainHosts.confirm(hostOf(endpoint)))) {
    return pasteEndpoint(services, { ...draft, former: { ...draft.former, pasted } }, position);
  }
  return {
    ...draft,
    pasted,
    provider: parsed.provider,
    endpoint,
    ...(parsed.deployment !== undefined && { deployment: parsed.deployment }),
    ...(parsed.apiVersion !== undefined && { apiVersion: parsed.apiVersion }),
  };
}

async function enterKey(
  { keys }: Services,
  formerKeys: FormerKeys,
  draft: Draft,
  position: Position,
): Promise<StepOutcome<Draft>> {
  if (draft.auth === 'none') {
    return 'skip';
  }
  const origin = draftOrigin(draft);
  const host = hostOf(draft.endpoint ?? '');
  const known = (await keys.get(origin)) !== undefined;
  const mayBeEmpty = known || (draft.provider === 'openai' && draft.providerName !== 'OpenAI');
  const key = await askText({
    ...position,
    prompt: known
      ? vscode.l10n.t('API key for {0}. A key is known already: leave this empty to keep it.', host)
      : mayBeEmpty
        ? vscode.l10n.t('API key for {0}. Leave this empty if the server needs none.', host)
        : vscode.l10n.t('API key for {0}. It is kept in the secret storage of VS Code.', host),
    password: true,
    validate: (text) => (text === '' && !mayBeEmpty ? vscode.l10n.t('Paste the key.') : undefined),
  });
  if (key === undefined || key === back) {
    return key;
  }
  if (key !== '') {
    if (!formerKeys.has(origin)) {
      formerKeys.set(origin, await keys.stored(origin));
    }
    await keys.set(origin, key);
  }
  return { ...draft, auth: key === '' && !known ? 'none' : 'key' };
}

async function chooseDeployment(
  { connections }: Services,
  draft: Draft,
  position: Position,
): Promise<StepOutcome<Draft>> {
  const { endpoint = '', provider = 'openai', auth = 'key' } = draft;
  if (draft.deployment !== undefined && draft.former === undefined) {
    return 'skip';
  }
  const { listModels } = await loadProviders();
  let models: readonly { id: string; takesImages?: boolean }[] = [];
  try {
    models = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Window,
        title: vscode.l10n.t('Asking for the list of models…'),
      },
      () =>
        listModels({ provider, endpoint, auth }, connections.network, AbortSignal.timeout(10_000)),
    );
  } catch (error) {
    if (isVisionError(error) && (error.kind === 'keyRefused' || error.kind === 'keyMissing')) {
      void vscode.window.showWarningMessage(errorSentence(error));
      return back;
    }
  }
  if (models.length === 0) {
    const typed = await askText({
      ...position,
      prompt:
        provider === 'azure'
          ? vscode.l10n.t('Name of the deployment, as the portal shows it under Deployments')
          : vscode.l10n.t('Name of the model, as the server knows it'),
      placeholder: 'gpt-5.4',
      value: draft.deployment ?? draft.former?.deployment ?? '',
      validate: (text) => (text === '' ? vscode.l10n.t('Enter a name.') : undefined),
    });
    return typeof typed === 'string' ? { ...draft, deployment: typed } : typed;
  }
  const toItem = (id: string, takesImages?: boolean): ModelItem => ({
    id,
    label: id,
    ...(takesImages === true && { description: vscode.l10n.t('takes images') }),
    ...(takesImages === false && { description: vscode.l10n.t('takes no images') }),
  });
  const picked = await askPick({
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

function rank(takesImages: boolean | undefined): number {
  return takesImages === undefined ? 1 : takesImages ? 2 : 0;
}
