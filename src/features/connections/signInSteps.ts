import * as vscode from 'vscode';
import { hostOf, isTenant, type AuthKind } from '../../core/connections/connection';
import { askPick, askText, back, type Position, type StepOutcome } from '../../host/quickInput';
import type { Draft } from './draft';

interface SignInItem extends vscode.QuickPickItem {
  readonly auth: AuthKind;
}

/** How a connection to Azure signs in; other servers know keys only. */
export async function chooseSignIn(draft: Draft, position: Position): Promise<StepOutcome<Draft>> {
  if (draft.provider !== 'azure') {
    return 'skip';
  }
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
  const picked = await askPick({
    ...position,
    placeholder: vscode.l10n.t('How do you sign in to {0}?', hostOf(draft.endpoint ?? '')),
    items: items.toSorted((a, b) => Number(b.auth === former) - Number(a.auth === former)),
  });
  return picked === undefined || picked === back ? picked : { ...draft, auth: picked.auth };
}

/** The tenant of Microsoft Entra ID; with none the account's own is used. */
export async function enterTenant(draft: Draft, position: Position): Promise<StepOutcome<Draft>> {
  const tenant = await askText({
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
  if (tenant === undefined || tenant === back) {
    return tenant;
  }
  return { ...draft, ...(tenant !== '' && { tenant }) };
}

const exampleId = '11111111-2222-3333-4444-555555555555';
