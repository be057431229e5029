import * as vscode from 'vscode';
import { maxAzureImages, sendableTypes } from '../core/images';
import type { FilterHit, VisionError, VisionErrorDetails } from '../core/errors';
import type { ErrorView, PanelAction } from '../protocol';
import { actionViews } from './actions';
import { fileSize } from './imageFacts';

type Words = readonly [title: string, detail: string, ...actions: PanelAction[]];

/** A failure in, its card out: what happened, why, and the actions that mend it, the best one first. */
export function errorView(error: VisionError): ErrorView {
  const [title, detail, ...actions] = wordsOf(error);
  return { title, detail, actions: actionViews(actions) };
}

/** A failure as one sentence, for a notification. */
export function errorSentence(error: VisionError): string {
  const [title, detail] = wordsOf(error);
  return `${title}. ${detail}`;
}

/** For example `violence (high), hate (medium)`. */
export function filterList(filters: readonly FilterHit[]): string {
  return filters
    .map(({ category, severity }) =>
      severity === undefined ? categoryName(category) : `${categoryName(category)} (${severity})`,
    )
    .join(', ');
}

function categoryName(category: string): string {
  return category.replaceAll('_', ' ');
}

function wordsOf({ kind, details }: VisionError): Words {
  const image = details.image ?? vscode.l10n.t('The image');
  const host = details.host ?? vscode.l10n.t('the server');
  switch (kind) {
    case 'imageEmpty':
      return [
        vscode.l10n.t('The image is empty'),
        vscode.l10n.t('{0} has no content, so nothing was sent.', image),
      ];
    case 'imageUnknownType':
      return [
        vscode.l10n.t('Not an image'),
        vscode.l10n.t('{0} is not an image that Sightline knows, so nothing was sent.', image),
      ];
    case 'imageUnsupportedType':
      return [
        vscode.l10n.t('This type of image cannot be sent'),
        vscode.l10n.t(
          '{0} is of type {1}. Vision models take {2}: save it as one of these.',
          image,
          details.type ?? '?',
          sendableTypes.map((type) => type.replace('image/', '').toUpperCase()).join(', '),
        ),
      ];
    case 'imageTruncated':
      return [
        vscode.l10n.t('The image is cut off'),
        vscode.l10n.t(
          '{0} ends before its picture does, so nothing was sent. Save or download it again.',
          image,
        ),
        'retry',
      ];
    case 'imageDamaged':
      return [
        vscode.l10n.t('The image is damaged'),
        vscode.l10n.t(
          '{0} cannot be read as an image, whatever its name says, so nothing was sent.',
          image,
        ),
        'retry',
      ];
    case 'imageTooLarge':
      return [
        vscode.l10n.t('The image is too large'),
        vscode.l10n.t(
          '{0} has {1}, and {2} is the most that can be sent. Save it smaller.',
          image,
          fileSize(details.actual ?? 0),
          fileSize(details.limit ?? 0),
        ),
        'retry',
      ];
    case 'imageNotReadable':
      return [
        vscode.l10n.t('The file cannot be read'),
        vscode.l10n.t('{0} is gone, or VS Code may not read it.', image),
        'retry',
      ];
    case 'tooManyImages':
      return [
        vscode.l10n.t('Too many images'),
        vscode.l10n.t(
          'You chose {0} images, and Azure OpenAI takes at most {1} in one request. Choose fewer.',
          details.actual ?? 0,
          details.limit ?? maxAzureImages,
        ),
      ];
    case 'connectionInvalid':
      return [
        vscode.l10n.t('The connection cannot be used'),
        vscode.l10n.t(
          'The connection “{0}” in your settings lacks a field or has one that is not understood. It needs a name, a provider, an HTTPS endpoint and a deployment.',
          details.connection ?? '',
        ),
        'openSettings',
        'selectConnection',
      ];
    case 'keyMissing':
      return [
        vscode.l10n.t('No API key is stored'),
        vscode.l10n.t('{0} wants an API key, and none is stored for it on this computer.', host),
        'setKey',
        'selectConnection',
      ];
    case 'keyRefused':
      return [
        vscode.l10n.t('The API key was refused'),
        withServerWords(
          vscode.l10n.t(
            '{0} does not accept the key that is stored for it, or the key is of another resource.',
            host,
          ),
          details,
        ),
        'setKey',
        'testConnection',
        'showLog',
      ];
    case 'forbidden':
      return [
        vscode.l10n.t('Access is forbidden'),
        withServerWords(
          vscode.l10n.t(
            '{0} knows you but does not let you in: a network rule or a missing role.',
            host,
          ),
          details,
        ),
        'retry',
        'showLog',
      ];
    case 'deploymentNotFound':
      return [
        vscode.l10n.t('The deployment was not found'),
        withServerWords(
          vscode.l10n.t(
            '{0} has no deployment or model named “{1}”. Check the name; a new deployment takes a few minutes.',
            host,
            details.deployment ?? '',
          ),
          details,
        ),
        'openSettings',
        'retry',
        'selectConnection',
      ];
    case 'unreachable':
      return [
        vscode.l10n.t('The server cannot be reached'),
        withServerWords(
          vscode.l10n.t(
            '{0} did not answer. Check the endpoint, your network, VPN and proxy.',
            host,
          ),
          details,
        ),
        'retry',
        'openSettings',
        'showLog',
      ];
    case 'badRequest':
      return [
        vscode.l10n.t('The request was refused'),
        withServerWords(vscode.l10n.t('{0} did not accept the request.', host), details),
        'retry',
        'showLog',
      ];
    case 'contentFiltered':
      return [
        vscode.l10n.t('Blocked by the content filter'),
        contentFilterDetail(host, details.filters ?? []),
        'selectConnection',
        'showLog',
      ];
    case 'requestTooLarge':
      return [
        vscode.l10n.t('The request is too large'),
        vscode.l10n.t('{0} takes no request of this size. Choose fewer or smaller images.', host),
        'selectConnection',
      ];
    case 'rateLimited':
      return [
        vscode.l10n.t('Too many requests'),
        details.retryAfterSeconds === undefined
          ? vscode.l10n.t('{0} has reached its limit for now. Try again in a moment.', host)
          : vscode.l10n.t(
              '{0} has reached its limit for now. Try again in {1} seconds.',
              host,
              Math.ceil(details.retryAfterSeconds),
            ),
        'retry',
        'selectConnection',
      ];
    case 'timeout':
      return [
        vscode.l10n.t('The server stopped answering'),
        vscode.l10n.t('{0} sent nothing for too long, so the request was ended.', host),
        'retry',
        'showLog',
      ];
    case 'serverFailed':
      return [
        vscode.l10n.t('The server failed'),
        withServerWords(vscode.l10n.t('{0} reported an error of its own.', host), details),
        'retry',
        'showLog',
      ];
    case 'replyCut':
      return [
        vscode.l10n.t('The reply broke off'),
        vscode.l10n.t(
          'The connection to {0} ended before the reply did. What came is above.',
          host,
        ),
        'retry',
        'showLog',
      ];
    case 'replyGarbled':
      return [
        vscode.l10n.t('The reply cannot be understood'),
        vscode.l10n.t(
          '{0} answered with something that is no chat completion. Is the endpoint right?',
          host,
        ),
        'retry',
        'openSettings',
        'showLog',
      ];
    case 'replyEmpty':
      return [
        vscode.l10n.t('The reply is empty'),
        vscode.l10n.t('{0} ended its reply without a word.', host),
        'retry',
        'showLog',
      ];
    case 'readerFailed':
      return [
        vscode.l10n.t('The text reader failed'),
        vscode.l10n.t('The text in {0} could not be read on this computer.', image),
        'retry',
        'addConnection',
        'showLog',
      ];
    case 'internal':
      return [
        vscode.l10n.t('Something went wrong in Sightline'),
        vscode.l10n.t('This is a mistake of the extension. The log tells more.'),
        'showLog',
        'retry',
      ];
  }
}

function contentFilterDetail(host: string, filters: readonly FilterHit[]): string {
  return filters.length === 0
    ? vscode.l10n.t(
        'The content filter of {0} blocked the question or its images. Ask in other words, or use another image.',
        host,
      )
    : vscode.l10n.t(
        'The content filter of {0} blocked the question or its images for: {1}. Ask in other words, or use another image.',
        host,
        filterList(filters),
      );
}

function withServerWords(sentence: string, { status, serverMessage }: VisionErrorDetails): string {
  if (serverMessage === undefined) {
    return status === undefined ? sentence : `${sentence} ${vscode.l10n.t('(status {0})', status)}`;
  }
  return status === undefined
    ? `${sentence} ${vscode.l10n.t('It said: “{0}”', serverMessage)}`
    : `${sentence} ${vscode.l10n.t('It said (status {0}): “{1}”', status, serverMessage)}`;
}
