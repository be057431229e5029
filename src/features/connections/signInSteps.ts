import * as vscode from 'vscode';
import { hostOf, isTenant, type AuthKind } from '../../core/connections/connection';
import { loadProviders } from '../../host/chunks';
import type { Position } from '../../host/questions';
import { back, type QuickInputSession } from '../../host/quickInput';
import type { Services } from '../../host/services';
import { draftOrigin, type Draft } from './draft';

type Outcome = Promise<Draft | typeof back | undefined>;

interface SignInItem extends vscode.QuickPickItem {
  readonly auth: AuthKind;
}

/** How a connection to Azure signs in; other servers know keys only. */
export async function chooseSignIn(
  services: Services,
  session: QuickInputSession,
  draft: Draft,
  position: Position,
): Outcome {
  const items: SignInItem[] = [
    {
      label: vscode.l10n.t('API key'),
      detail: vscode.l10n.t('One of the resource’s keys, kept in the secret storage of VS Code'),
      auth: 'key',
    },
    {
      label: vscode.l10n.t('Sign in with Microsoft (Entra ID, no key)'),
      detail: vscode.l10n.t('Your account needs the role “Cognitive Services OpenAI User”'),
      auth: 'entra',
    },
    {
      label: vscode.l10n.t('No key'),
      detail: vscode.l10n.t('For a gateway that signs in by itself'),
      auth: 'none',
    },
  ];
  const former = draft.former?.auth;
  const picked = await session.pick({
    ...position,
    placeholder: vscode.l10n.t('How do you sign in to {0}?', hostOf(draft.endpoint ?? '')),
    items: items.toSorted((a, b) => Number(b.auth === former) - Number(a.auth === former)),
  });
  if (picked === undefined || picked === back) {
    return picked;
  }
  const next = { ...draft, auth: picked.auth };
  return (await mayBeSentTo(services, next)) ? next : draft;
}

/** The tenant of Microsoft Entra ID; with none the account's own is used. */
export async function enterTenant(
  session: QuickInputSession,
  draft: Draft,
  position: Position,
): Outcome {
  const tenant = await session.text({
    ...position,
    prompt: vscode.l10n.t(
      'Tenant (directory) of the resource: its ID or domain. Leave this empty for your account’s own.',
    ),
    placeholder: 'contoso.onmicrosoft.com',
    value: draft.former?.tenant ?? '',
    validate: (text) =>
      text === '' || isTenant(text)
        ? undefined
        : vscode.l10n.t('A tenant is named by an ID such as {0}, or by a domain.', exampleId),
  });
  return tenant === undefined || tenant === back ? tenant : { ...draft, tenant };
}

const exampleId = '11111111-2222-3333-4444-555555555555';

/** The key, which may stay empty where one is known already, or where a server may need none. */
export async function enterKey(
  services: Services,
  session: QuickInputSession,
  draft: Draft,
  position: Position,
): Outcome {
  const host = hostOf(draft.endpoint ?? '');
  const isKnown = (await services.keys.get(draftOrigin(draft))) !== undefined;
  const mayBeEmpty = isKnown || (draft.provider === 'openai' && draft.providerName !== 'OpenAI');
  const key = await session.text({
    ...position,
    prompt: isKnown
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
  const next: Draft = { ...draft, key, auth: key === '' && !isKnown ? 'none' : 'key' };
  return (await mayBeSentTo(services, next)) ? next : draft;
}

/** Asks for the word of the user where the draft's way to sign in needs one for its host. */
async function mayBeSentTo(
  { confirmedHosts }: Services,
  { provider = 'openai', endpoint = '', auth = 'key' }: Draft,
): Promise<boolean> {
  const { confirmationFor } = await loadProviders();
  const reason = confirmationFor({ name: '', deployment: '', provider, endpoint, auth });
  return reason === undefined || confirmedHosts.confirm(hostOf(endpoint), reason);
}
