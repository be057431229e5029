import * as vscode from 'vscode';
import type { Image } from '../../core/images/images';
import { escapeMarkdown, fenceFor } from '../../core/conversation/markdown';
import { imagesIn } from '../../core/conversation/message';
import type { Answer } from '../../core/conversation/request';
import type { ImageReading } from '../../imaging';
import { loadImaging } from '../chunks';
import { imageFacts } from '../images/imageFacts';

/** Answers on this computer: the text in each image, its size, type and main colours, as Markdown. */
export const offlineAnswer: Answer = async function* ({ messages }, signal) {
  const { readText } = await loadImaging();
  const images = imagesIn(messages);
  for (const image of images) {
    const reading = await readText(image, signal).catch((error: unknown) => {
      if (signal.aborted) {
        return undefined;
      }
      throw error;
    });
    if (reading === undefined) {
      return;
    }
    const heading = images.length > 1 ? `## ${escapeMarkdown(image.name)}\n\n` : '';
    yield { type: 'text', text: `${heading}${report(image, reading)}\n\n` };
  }
  yield { type: 'finish', finish: { reason: 'stop' } };
};

function report(image: Image, { text, colours }: ImageReading): string {
  const found =
    text === ''
      ? vscode.l10n.t('No text was found in this image.')
      : `**${vscode.l10n.t('Text in the image')}**\n\n${fenced(text)}`;
  const list = colours
    .map(({ hex, share }) => `\`${hex}\` ${Math.max(1, Math.round(share * 100))} %`)
    .join(', ');
  return [
    `**${vscode.l10n.t('Image')}** ${imageFacts(image)}`,
    ...(list === '' ? [] : [`**${vscode.l10n.t('Main colours')}** ${list}`]),
    found,
  ].join('\n\n');
}

function fenced(text: string): string {
  const fence = fenceFor(text);
  return `${fence}text\n${text}\n${fence}`;
}
