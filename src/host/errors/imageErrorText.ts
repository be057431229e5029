import * as vscode from 'vscode';
import { maxImageBytes, mostImagePixels, sendableTypes } from '../../core/images/images';
import type { ErrorFacts, Sentence, Words } from './words';
import { fileSize } from '../images/imageFacts';

/** Failures of images and of the offline reader, in words. */
export const imageErrors = {
  imageEmpty: ({ image }) => [
    vscode.l10n.t('The image is empty'),
    vscode.l10n.t('{0} has no content, so nothing was sent.', image),
    'retry',
  ],
  imageUnknownType: ({ image }) => [
    vscode.l10n.t('Not an image'),
    vscode.l10n.t('{0} is not an image that Sightline knows, so nothing was sent.', image),
  ],
  imageUnsupportedType: ({ image, type }) => [
    vscode.l10n.t('This type of image cannot be sent'),
    vscode.l10n.t(
      '{0} is of type {1}. Vision models take {2}: save it as one of these.',
      image,
      type ?? '?',
      sendableTypes.map((type) => type.replace('image/', '').toUpperCase()).join(', '),
    ),
  ],
  imageTruncated: ({ image }) => [
    vscode.l10n.t('The image is cut off'),
    vscode.l10n.t(
      '{0} ends before its picture does, so nothing was sent. Save or download it again.',
      image,
    ),
    'retry',
  ],
  imageDamaged: ({ image }) => [
    vscode.l10n.t('The image is damaged'),
    vscode.l10n.t(
      '{0} cannot be read as an image, whatever its name says, so nothing was sent.',
      image,
    ),
    'retry',
  ],
  imageTooLarge: ({ image, actual, limit }) => [
    vscode.l10n.t('The image is too large'),
    actual === undefined
      ? vscode.l10n.t(
          '{0} has more than {1}, the most that can be sent. Save it smaller.',
          image,
          fileSize(limit ?? maxImageBytes),
        )
      : vscode.l10n.t(
          '{0} has {1}, and {2} is the most that can be sent. Save it smaller.',
          image,
          fileSize(actual),
          fileSize(limit ?? maxImageBytes),
        ),
    'retry',
  ],
  imageTooManyPixels: ({ image, actual, limit }) => [
    vscode.l10n.t('The image has too many pixels'),
    vscode.l10n.t(
      '{0} states {1} million pixels, and {2} million is the most that is decoded. Save it smaller.',
      image,
      millions(actual ?? 0),
      millions(limit ?? mostImagePixels),
    ),
    'retry',
  ],
  preparationFailed: ({ image }) => [
    vscode.l10n.t('The image could not be prepared'),
    vscode.l10n.t('{0} was too much for the image library, so nothing was sent.', image),
    'retry',
    'showLog',
  ],
  imageNotReadable: ({ image, code }) => [
    vscode.l10n.t('The file cannot be read'),
    code === 'noFile'
      ? vscode.l10n.t('{0} is a folder, a device or a pipe, or a link to one.', image)
      : vscode.l10n.t('{0} is gone, or VS Code may not read it.', image),
    'retry',
  ],
  tooManyImages: (details) => tooManyImages(details),
  readerFailed: ({ image }) => [
    vscode.l10n.t('The text reader failed'),
    vscode.l10n.t('The text in {0} could not be read on this computer.', image),
    'retry',
    'addConnection',
    'showLog',
  ],
} satisfies Words;

function tooManyImages({ actual = 0, limit = 0, code }: ErrorFacts): Sentence {
  const title = vscode.l10n.t('Too many images');
  if (code === 'count') {
    const words = vscode.l10n.t(
      'You chose {0} images, and {1} is the most that can be asked about together. Choose fewer.',
      actual,
      limit,
    );
    return [title, words];
  }
  if (code === 'bytes') {
    const words = vscode.l10n.t(
      'Their files have {0} together, and {1} is the most that is read at once. Choose fewer, or smaller ones.',
      fileSize(actual),
      fileSize(limit),
    );
    return [title, words];
  }
  const words = vscode.l10n.t(
    'You chose {0} images, and Azure OpenAI takes at most {1} in one request. Choose fewer.',
    actual,
    limit,
  );
  return [title, words, 'selectConnection'];
}

function millions(pixels: number): string {
  return Math.round(pixels / 1_000_000).toLocaleString(vscode.env.language);
}
