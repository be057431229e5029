import * as vscode from 'vscode';
import { filterList } from './filterList';
import type { ErrorFacts, Words } from './words';
import { withServerWords } from './serverWords';

/** Failures of requests and replies, in words. */
export const requestErrors = {
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
    withServerWords(serverFailedDetail(details), details),
    'retry',
    'showLog',
  ],
  replyCut: ({ host }) => [
    vscode.l10n.t('The reply broke off'),
    vscode.l10n.t('The connection to {0} ended before the reply did. What came is above.', host),
    'retry',
    'showLog',
  ],
  replyGarbled: ({ host, limit, service }) => [
    vscode.l10n.t('The reply cannot be understood'),
    limit === undefined
      ? service
        ? vscode.l10n.t(
            '{0} sent something that is no result of Image Analysis. If that stays so, check the endpoint.',
            host,
          )
        : vscode.l10n.t(
            '{0} sent something that is no chat completion. If that stays so, check the endpoint.',
            host,
          )
      : vscode.l10n.t(
          '{0} sent more than {1} MB without coming to an end, so the reply was left. What came of it is above.',
          host,
          Math.round(limit / 1024 / 1024),
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
  const proxy = /^PROXY_(\w+)$/.exec(code)?.[1];
  if (proxy !== undefined) {
    return proxyDetail(host, proxy);
  }
  return !/^[A-Z][A-Z\d_]+$/.test(code)
    ? vscode.l10n.t('{0} did not answer. Check the endpoint, your network, VPN and proxy.', host)
    : vscode.l10n.t(
        '{0} did not answer ({1}). Check the endpoint, your network, VPN and proxy.',
        host,
        code,
      );
}

/** `code` is the status of the proxy's refusal, or the network's name for why it was not reached. */
function proxyDetail(host: string, code: string): string {
  // tinyproxy answers 401 to a wrong login.
  if (code === '407' || code === '401') {
    return vscode.l10n.t(
      'Your proxy wants a user name and a password before it connects you to {0}. Put them into VS Code’s setting “http.proxy”, as in http://NAME:PASSWORD@HOST:PORT.',
      host,
    );
  }
  return /^\d+$/.test(code)
    ? vscode.l10n.t(
        'Your proxy did not connect you to {0} (status {1}). Check the endpoint, or ask who runs the proxy to allow it.',
        host,
        code,
      )
    : vscode.l10n.t(
        'Your proxy on the way to {0} did not answer ({1}). Check VS Code’s setting “http.proxy”, or the variable HTTPS_PROXY.',
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
        '{0} has reached its limit for now. Try again in {1}.',
        host,
        timeText(retryAfterSeconds),
      );
}

function serverFailedDetail({ host, retryAfterSeconds }: ErrorFacts): string {
  return retryAfterSeconds === undefined || retryAfterSeconds <= 1
    ? vscode.l10n.t('{0} reported an error of its own.', host)
    : vscode.l10n.t(
        '{0} reported an error of its own. Try again in {1}.',
        host,
        timeText(retryAfterSeconds),
      );
}

/** A time to wait in the unit that people would use, for example `40 seconds`, `5 minutes`, `24 hours`. */
function timeText(seconds: number): string {
  const [unit, length] =
    seconds <= 120
      ? (['second', 1] as const)
      : seconds <= 120 * 60
        ? (['minute', 60] as const)
        : seconds <= 72 * 3600
          ? (['hour', 3600] as const)
          : (['day', 86_400] as const);
  const format = { style: 'unit', unit, unitDisplay: 'long' } as const;
  return Math.ceil(seconds / length).toLocaleString(vscode.env.language, format);
}
