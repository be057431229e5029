import * as vscode from 'vscode';
import { altTexts } from '../../core/conversation/altText';
import type { Turn } from '../../core/conversation/conversation';
import { altTextLimit, altTextPrompt, shortenAltTextPrompt } from '../../core/conversation/prompts';
import { registerImageCommand, tabTitle } from '../../host/images/imageCommand';
import type { Services } from '../../host/services';
import { notice, type TurnExtras } from '../../host/panel/turnView';
import { insertAltText, trackEditor } from './insert';

/** Generate Alt Text: one sentence for each image, with Insert and, where it is too long, Shorten. */
export function registerGenerateAltText(services: Services): vscode.Disposable {
  return registerImageCommand('sightline.generateAltText', services, (uris) => {
    trackEditor();
    return {
      title: tabTitle(vscode.l10n.t('Alt text'), uris),
      uris,
      prompt: altTextPrompt(uris.length),
      extras: (turn) => extras(turn, uris.length),
      act: async (action, turn) => {
        if (action === 'shorten') {
          return shortenAltTextPrompt;
        }
        const texts = altTexts(turn.reply, uris.length);
        for (const [index, uri] of uris.entries()) {
          const text = texts[index];
          if (text !== undefined) {
            await insertAltText(uri, text);
          }
        }
        return undefined;
      },
    };
  });
}

function extras({ reply }: Turn, count: number): TurnExtras {
  const texts = altTexts(reply, count).filter((text) => text !== undefined);
  const longest = Math.max(0, ...texts.map((text) => text.length));
  return {
    notices:
      longest >= altTextLimit
        ? [
            notice(
              vscode.l10n.t(
                'This alt text has {0} characters; under {1} is read out in one go.',
                longest,
                altTextLimit,
              ),
              'shorten',
            ),
          ]
        : [],
    actions: texts.length > 0 ? ['insert'] : [],
  };
}
