import * as vscode from 'vscode';
import type { Image } from '../../core/images/images';
import { escapeMarkdown, fenceFor } from '../../core/conversation/markdown';
import { imagesIn } from '../../core/conversation/message';
import type { Answer } from '../../core/conversation/request';
import { shifted } from '../../core/conversation/textRegion';
import type { ImageReading } from '../../imaging';
import { loadImaging } from '../chunks';
import { imageFacts } from '../images/imageFacts';
import type { ChosenLanguages } from '../images/languages';
import { readRegions } from './readRegions';

/** Finds the languages that are to be read. */
export type ChooseLanguages = (signal: AbortSignal) => Promise<ChosenLanguages>;

/** Answers on this computer: the text in each image, its size, type and main colours, as Markdown. */
export function offlineAnswer(choose?: ChooseLanguages): Answer {
  return (request, signal) => answered(request, signal, choose);
}

async function* answered(
  { messages }: Parameters<Answer>[0],
  signal: AbortSignal,
  choose?: ChooseLanguages,
): ReturnType<Answer> {
  const { readText } = await loadImaging();
  const images = imagesIn(messages);
  const languages = await choose?.(signal).catch((error: unknown) => {
    if (signal.aborted) {
      return undefined;
    }
    throw error;
  });
  if (signal.aborted) {
    return;
  }
  for (const note of languages?.notes ?? []) {
    yield { type: 'text', text: `> ${note}\n\n` };
  }
  let length = (languages?.notes ?? []).reduce((sum, note) => sum + note.length + 4, 0);
  for (const image of images) {
    const reading = await readText(image, signal, { languages: languages?.files ?? [] }).catch(
      (error: unknown) => {
        if (signal.aborted) {
          return undefined;
        }
        throw error;
      },
    );
    if (reading === undefined) {
      return;
    }
    const heading = images.length > 1 ? `## ${escapeMarkdown(image.name)}\n\n` : '';
    const text = `${heading}${report(image, reading)}\n\n`;
    yield { type: 'text', text };
    const regions = readRegions(reading, text, image.shows?.id);
    if (regions.length > 0) {
      yield { type: 'regions', regions: shifted(regions, length) };
    }
    length += text.length;
  }
  yield { type: 'finish', finish: { reason: 'stop' } };
}

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
