import * as vscode from 'vscode';
import type { ErrorFacts, Words } from './words';
import { withServerWords } from './serverWords';

/** Failures that the connection, its credentials or its model are the cause of, in words. */
export const connectionErrors = {
  connectionInvalid: ({ connection, deployment, host, service }) => [
    vscode.l10n.t('The connection cannot be used'),
    service
      ? vscode.l10n.t(
          'None of your connections has an Azure AI Vision resource: “vision” with its endpoint is missing.',
        )
      : vscode.l10n.t(
          'The connection “{0}” in your settings lacks a field or has one that is not understood. It needs a name, a provider, an endpoint and a deployment.',
          connection ?? deployment ?? host,
        ),
    'openSettings',
    'selectConnection',
  ],
  keyMissing: ({ host }) => [
    vscode.l10n.t('No API key is stored'),
    vscode.l10n.t('{0} wants an API key, and none is stored for it on this computer.', host),
    'setKey',
    'selectConnection',
  ],
  keyRefused: (details) => [
    vscode.l10n.t('The API key was refused'),
    withServerWords(
      vscode.l10n.t(
        '{0} does not accept the key that is stored for it, or the key is of another resource.',
        details.host,
      ),
      details,
    ),
    'setKey',
    'testConnection',
    'showLog',
  ],
  signInNeeded: (details) => [
    vscode.l10n.t('You are not signed in'),
    signInDetail(details),
    'signIn',
    'selectConnection',
  ],
  signInRefused: (details) => [
    vscode.l10n.t('The sign-in was refused'),
    withServerWords(
      vscode.l10n.t(
        '{0} does not accept your Microsoft account: it is signed in to another tenant, or no longer. Sign in again, or name the tenant of the resource in the connection’s settings.',
        details.host,
      ),
      details,
    ),
    'signIn',
    'openSettings',
    'showLog',
  ],
  hostNotConfirmed: (details) => [
    ...hostWords(details),
    'confirmHost',
    'openSettings',
    'selectConnection',
  ],
  headerInvalid: ({ header = '', code, host }) => [
    vscode.l10n.t('A header of the connection cannot be used'),
    code === 'reserved'
      ? vscode.l10n.t(
          'Sightline sets the header “{0}” itself. Remove it from the headers of your connection to {1}.',
          header,
          host,
        )
      : code === 'twice'
        ? vscode.l10n.t(
            'The header “{0}” of your connection to {1} stands there in two spellings. Remove one.',
            header,
            host,
          )
        : vscode.l10n.t(
            'The header “{0}” of your connection to {1} has a name or a value that HTTP does not allow.',
            header,
            host,
          ),
    'openSettings',
    'selectConnection',
  ],
  secretMissing: ({ secretName = '', host }) => [
    vscode.l10n.t('A secret is not stored'),
    vscode.l10n.t(
      'A header of your connection to {0} needs the secret “{1}”, and none is stored for {0} on this computer.',
      host,
      secretName,
    ),
    'setSecret',
    'openSettings',
    'selectConnection',
  ],
  forbidden: (details) => [
    vscode.l10n.t('Access is forbidden'),
    withServerWords(forbiddenDetail(details), details),
    'retry',
    'showLog',
  ],
  deploymentNotFound: (details) => [
    details.service
      ? vscode.l10n.t('Azure AI Vision was not found')
      : vscode.l10n.t('The deployment was not found'),
    withServerWords(notFoundDetail(details), details),
    'openSettings',
    'retry',
    'selectConnection',
  ],
  modelBlind: (details) => [
    vscode.l10n.t('This model cannot see images'),
    withServerWords(
      details.deployment === undefined
        ? vscode.l10n.t(
            'The model at {0} takes text only. Choose one that takes images.',
            details.host,
          )
        : vscode.l10n.t(
            '“{0}” at {1} takes text only. Choose a model that takes images.',
            details.deployment,
            details.host,
          ),
      details,
    ),
    'selectConnection',
    'addConnection',
  ],
  enhancementsRefused: (details) => [
    vscode.l10n.t('The vision enhancements were refused'),
    withServerWords(
      vscode.l10n.t(
        '“{0}” at {1} does not have the vision enhancements, which Microsoft has retired. Remove “vision” from the connection, and let the model itself say where things are.',
        details.deployment ?? '',
        details.host,
      ),
      details,
    ),
    'openSettings',
    'selectConnection',
  ],
  modelConsent: ({ host }) => [
    vscode.l10n.t('The model may not be used'),
    vscode.l10n.t(
      'VS Code asks you before Sightline uses a model of another extension, and {0} was not allowed. Ask again and choose Allow, or choose another connection.',
      host,
    ),
    'retry',
    'selectConnection',
  ],
  modelGone: ({ connection, host }) => [
    vscode.l10n.t('The model is not there'),
    vscode.l10n.t(
      'VS Code has no model “{0}” that takes images now. Its extension may be disabled, or you may be signed out of it.',
      connection ?? host,
    ),
    'selectConnection',
    'retry',
  ],
} satisfies Words;

function hostWords({ host, reason }: ErrorFacts): readonly [title: string, detail: string] {
  const words = {
    plainHttp: [
      vscode.l10n.t('This address is not encrypted'),
      vscode.l10n.t(
        '{0} is to be asked over plain HTTP, where others on the network can read your key and images. Use https://, or allow it for this host.',
        host,
      ),
    ],
    token: [
      vscode.l10n.t('This host is not Azure’s'),
      vscode.l10n.t(
        '{0} is to get a token of your Microsoft account, and it is no host of Azure. Nothing was sent. Allow it if it is a gateway that you trust.',
        host,
      ),
    ],
    keyless: [
      vscode.l10n.t('This host is not confirmed'),
      vscode.l10n.t(
        '{0} is to be sent your question without a key, and you have not confirmed that host yet. Nothing was sent.',
        host,
      ),
    ],
  } as const;
  return words[reason ?? 'plainHttp'];
}

function signInDetail({ host, cloud, serverMessage }: ErrorFacts): string {
  const sentence =
    cloud === undefined
      ? vscode.l10n.t(
          '{0} is used with your Microsoft account, and the sign-in was not completed. Nothing was sent.',
          host,
        )
      : vscode.l10n.t(
          '{0} is used with an account of its own cloud, and the sign-in was not completed. Nothing was sent. The setting “microsoft-sovereign-cloud.environment” has to be {1}.',
          host,
          cloud === 'china' ? 'ChinaCloud' : 'USGovernment',
        );
  return serverMessage === undefined
    ? sentence
    : `${sentence} ${vscode.l10n.t('VS Code says: “{0}”', serverMessage)}`;
}

function notFoundDetail({ host, deployment = '', service }: ErrorFacts): string {
  return service
    ? vscode.l10n.t(
        '{0} does not offer Image Analysis 4.0. “vision” of the connection needs the endpoint of an Azure AI Vision (Computer Vision) or Azure AI services resource.',
        host,
      )
    : vscode.l10n.t(
        '{0} has no deployment or model named “{1}”. Check the name; a new deployment takes a few minutes.',
        host,
        deployment,
      );
}

function forbiddenDetail({ host, auth, service }: ErrorFacts): string {
  if (auth === 'entra' && service) {
    return vscode.l10n.t(
      '{0} knows your account but does not let you in. It needs the role “Cognitive Services User” on the resource, which takes a few minutes to count, or a network rule is in the way.',
      host,
    );
  }
  return auth === 'entra'
    ? vscode.l10n.t(
        '{0} knows your account but does not let you in. It needs the role “Cognitive Services OpenAI User” on the resource, which takes a few minutes to count, or a network rule is in the way.',
        host,
      )
    : vscode.l10n.t(
        '{0} knows you but does not let you in: a network rule or a missing role.',
        host,
      );
}
