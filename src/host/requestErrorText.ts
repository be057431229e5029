import * as vscode from 'vscode';
import { filterList, type ErrorFacts, type Words } from './errorText';

/** Failures of connections, requests and replies, in words. */
export const requestErrors = {
  connectionInvalid: ({ connection, deployment, host }) => [
    vscode.l10n.t('The connection cannot be used'),
    vscode.l10n.t(
      'The connection “{0}” in your settings lacks a field or has one that is not understood. It needs a name, a provider, an HTTPS endpoint and a deployment.',
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
  forbidden: (details) => [
    vscode.l10n.t('Access is forbidden'),
    withServerWords(forbiddenDetail(details), details),
    'retry',
    'showLog',
  ],
  deploymentNotFound: (details) => [
    vscode.l10n.t('The deployment was not found'),
    withServerWords(
      vscode.l10n.t(
        '{0} has no deployment or model named “{1}”. Check the name; a new deployment takes a few minutes.',
        details.host,
        details.deployment ?? '',
      ),
      details,
    ),
    'openSettings',
    'retry',
    'selectConnection',
  ],
  unreachable: (details) => [
    vscode.l10n.t('The server cannot be reached'),
    unreachableDetail(details),
    'retry',
    'openSettings',
    'showLog',
  ],
  badRequest: (details) => [
    vscode.l10n.t('The request was refused'),
    withServerWords(vscode.l10n.t('{0} did not accept the request.', details.host), details),
    'retry',
    'showLog',
  ],
  contentFiltered: (details) => [
    vscode.l10n.t('Blocked by the content filter'),
    contentFilterDetail(details),
    'selectConnection',
    'showLog',
  ],
  requestTooLarge: (details) => [
    vscode.l10n.t('The request is too large'),
    withServerWords(
      vscode.l10n.t(
        '{0} takes no request of this size. Choose fewer or smaller images.',
        details.host,
      ),
      details,
    ),
    'selectConnection',
  ],
  rateLimited: (details) => [
    vscode.l10n.t('Too many requests'),
    withServerWords(rateLimitDetail(details), details),
    'retry',
    'selectConnection',
  ],
  quotaExceeded: (details) => [
    vscode.l10n.t('The quota is used up'),
    withServerWords(
      vscode.l10n.t('Your account at {0} has no quota or credit left.', details.host),
      details,
    ),
    'selectConnection',
    'retry',
  ],
  timeout: (details) => [
    vscode.l10n.t('The server stopped answering'),
    withServerWords(
      vscode.l10n.t('{0} sent nothing for too long, so the request was ended.', details.host),
      details,
    ),
    'retry',
    'showLog',
  ],
  serverFailed: (details) => [
    vscode.l10n.t('The server failed'),
    withServerWords(vscode.l10n.t('{0} reported an error of its own.', details.host), details),
    'retry',
    'showLog',
  ],
  replyCut: ({ host }) => [
    vscode.l10n.t('The reply broke off'),
    vscode.l10n.t('The connection to {0} ended before the reply did. What came is above.', host),
    'retry',
    'showLog',
  ],
  replyGarbled: ({ host }) => [
    vscode.l10n.t('The reply cannot be understood'),
    vscode.l10n.t(
      '{0} answered with something that is no chat completion. Is the endpoint right?',
      host,
    ),
    'retry',
    'openSettings',
    'showLog',
  ],
  replyEmpty: ({ host }) => [
    vscode.l10n.t('The reply is empty'),
    vscode.l10n.t('{0} ended its reply without a word.', host),
    'retry',
    'showLog',
  ],
  internal: () => [
    vscode.l10n.t('Something went wrong in Sightline'),
    vscode.l10n.t('This is a mistake of the extension. The log tells more.'),
    'showLog',
    'retry',
  ],
} satisfies Words;

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

function forbiddenDetail({ host, auth }: ErrorFacts): string {
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

function unreachableDetail({ host, code = '' }: ErrorFacts): string {
  if (code === 'redirect') {
    return vscode.l10n.t(
      '{0} sends you on to another address. Sightline does not follow, because your key would go along: put the final address into the connection.',
      host,
    );
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return vscode.l10n.t(
      'No server named {0} was found. Check the endpoint, your network, VPN and proxy.',
      host,
    );
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) {
    return vscode.l10n.t(
      'The certificate of {0} is not trusted ({1}). If your company uses its own, add it to this computer’s certificates.',
      host,
      code,
    );
  }
  return !/^[A-Z][A-Z\d_]+$/.test(code)
    ? vscode.l10n.t('{0} did not answer. Check the endpoint, your network, VPN and proxy.', host)
    : vscode.l10n.t(
        '{0} did not answer ({1}). Check the endpoint, your network, VPN and proxy.',
        host,
        code,
      );
}

function contentFilterDetail(details: ErrorFacts): string {
  const { host, filters } = details;
  return filters === undefined
    ? withServerWords(
        vscode.l10n.t(
          'The content filter of {0} blocked the question or its images. Ask in other words, or use another image.',
          host,
        ),
        details,
      )
    : vscode.l10n.t(
        'The content filter of {0} blocked the question or its images for: {1}. Ask in other words, or use another image.',
        host,
        filterList(filters),
      );
}

function rateLimitDetail({ host, retryAfterSeconds }: ErrorFacts): string {
  return retryAfterSeconds === undefined || retryAfterSeconds <= 1
    ? vscode.l10n.t('{0} has reached its limit for now. Try again in a moment.', host)
    : vscode.l10n.t(
        '{0} has reached its limit for now. Try again in {1} seconds.',
        host,
        Math.ceil(retryAfterSeconds),
      );
}

function withServerWords(sentence: string, { status, serverMessage }: ErrorFacts): string {
  if (serverMessage === undefined) {
    return status === undefined
      ? sentence
      : `${sentence} ${vscode.l10n.t('The status was {0}.', status)}`;
  }
  return status === undefined
    ? `${sentence} ${vscode.l10n.t('It said: “{0}”', serverMessage)}`
    : `${sentence} ${vscode.l10n.t('It said (status {0}): “{1}”', status, serverMessage)}`;
}
