import * as vscode from 'vscode';
import { hostOf, isPlainHttp, type Provider } from '../../core/connections/connection';
import { loadProviders } from '../../host/chunks';
import type { Position } from '../../host/questions';
import { back, type QuickInputSession } from '../../host/quickInput';
import type { Services } from '../../host/services';
import type { Step } from '../../host/steps';
import type { Network } from '../../providers';
import { chooseDeployment } from './deploymentStep';
import { draftOrigin, fields, lacks, reopened, type Draft, type Field } from './draft';
import { endpointProblem } from './endpointProblem';
import { chooseSignIn, enterKey, enterTenant } from './signInSteps';

/** What a step answers: the next draft, Back, or undefined for Escape. */
type Outcome = Promise<Draft | typeof back | undefined>;

const openAiEndpoint = 'https://api.openai.com/v1';

interface ServerItem extends vscode.QuickPickItem {
  readonly draft: Draft;
}

/** The steps of Add Connection, in order. */
export function addSteps(services: Services, session: QuickInputSession): Step<Draft>[] {
  const asks: Record<Field, (draft: Draft, position: Position) => Outcome> = {
    server: (draft, position) => chooseServer(services, session, draft, position),
    endpoint: (draft, position) => pasteEndpoint(services, session, draft, position),
    signIn: (draft, position) => chooseSignIn(services, session, draft, position),
    credential: (draft, position) =>
      draft.auth === 'entra'
        ? enterTenant(session, draft, position)
        : enterKey(services, session, draft, position),
    deployment: (draft, position) =>
      chooseDeployment(
        services.quickInput,
        draftNetwork(draft, services.connections.network),
        session,
        draft,
        position,
      ),
  };
  return fields.map((field) => ({
    isOpen: (draft) => lacks(draft, field),
    ask: asks[field],
  }));
}

/** The network with the draft's own key in the place of the stored one. */
export function draftNetwork(draft: Draft, network: Network): Network {
  const { key = '' } = draft;
  const own = draftOrigin(draft);
  return key === ''
    ? network
    : {
        ...network,
        key: (origin) => (origin === own ? Promise.resolve(key) : network.key(origin)),
      };
}

async function chooseServer(
  { connections }: Services,
  session: QuickInputSession,
  { former }: Draft,
  position: Position,
): Outcome {
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
  const limit = AbortSignal.any([session.signal, AbortSignal.timeout(2000)]);
  const local = findLocalServers(connections.network, limit).then(
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
  const picked = await session.pick({ ...position, placeholder, items, more: [local] });
  return picked === undefined || picked === back
    ? picked
    : { ...picked.draft, ...(former && { former }) };
}

async function pasteEndpoint(
  { confirmedHosts }: Services,
  session: QuickInputSession,
  draft: Draft,
  position: Position,
): Outcome {
  const provider = draft.provider ?? 'openai';
  const { parseEndpoint } = await loadProviders();
  const pasted = await session.text({
    ...position,
    ...endpointTexts(provider),
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
    return draft;
  }
  const { endpoint, deployment, apiVersion } = parsed;
  if (isPlainHttp(endpoint) && !(await confirmedHosts.confirm(hostOf(endpoint), 'plainHttp'))) {
    return { ...draft, former: { ...draft.former, pasted } };
  }
  return {
    ...(isOtherSignIn(draft, parsed) ? reopened(draft, 'signIn') : draft),
    pasted,
    provider: parsed.provider,
    endpoint,
    ...(deployment !== undefined && { deployment }),
    ...(apiVersion !== undefined && { apiVersion }),
  };
}

/** Whether a new endpoint leaves nothing of how the one before signed in: a key belongs to its origin. */
function isOtherSignIn(
  { former }: Draft,
  { provider, endpoint }: { readonly provider: Provider; readonly endpoint: string },
): boolean {
  const isSame = former?.provider === provider && draftOrigin(former) === draftOrigin({ endpoint });
  return former?.endpoint !== undefined && !isSame;
}

function endpointTexts(provider: Provider): { prompt: string; placeholder: string } {
  return provider === 'azure'
    ? {
        prompt: vscode.l10n.t(
          'Paste the endpoint or Target URI of your deployment, in any form that the portal shows',
        ),
        placeholder: 'https://contoso.openai.azure.com/',
      }
    : {
        prompt: vscode.l10n.t('Paste the base URL of the server'),
        placeholder: 'https://models.example.com/v1',
      };
}
