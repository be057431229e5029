import * as vscode from 'vscode';
import { altTexts } from '../../core/conversation/altText';
import { altTextLimit, altTextPrompt, shortenAltTextPrompt } from '../../core/conversation/prompts';
import { shownReply, type Turn } from '../../core/conversation/turn';
import type { TurnExtras } from '../../host/conversation/jobs';
import { registerImageCommand, tabTitle } from '../../host/images/imageCommand';
import type { ImageRecord } from '../../host/images/imageStore';
import type { Services } from '../../host/services';
import { insertAltText, trackEditor } from './insert';

const job = 'altText';

/** Generate Alt Text: one sentence for each image, with Insert and, where it is too long, Shorten. */
export function registerGenerateAltText(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    services.jobs.register(job, {
      extras,
      act: async (action, turn, images) => {
        if (action === 'shorten') {
          return { text: shortenAltTextPrompt, job };
        }
        const texts = altTexts(shownReply(turn).text, images.length);
        for (const [index, { address }] of images.entries()) {
          const text = texts[index];
          if (text !== undefined && !(address instanceof URL)) {
            await insertAltText(address, text);
          }
        }
        return undefined;
      },
    }),
    registerImageCommand('sightline.generateAltText', services, (addresses) => {
      trackEditor();
      return {
        title: tabTitle(vscode.l10n.t('Alt text'), addresses),
        addresses,
        prompt: altTextPrompt(addresses.length),
        job,
      };
    }),
  );
}

function extras(turn: Turn, images: readonly ImageRecord[]): TurnExtras {
  const texts = altTexts(shownReply(turn).text, images.length).filter((text) => text !== undefined);
  const longest = Math.max(0, ...texts.map((text) => text.length));
  const sentence = vscode.l10n.t(
    'This alt text has {0} characters; under {1} is read out in one go.',
    longest,
    altTextLimit,
  );
  const shorten = { action: 'shorten', label: vscode.l10n.t('Shorten') };
  const insert = { action: 'insert', label: vscode.l10n.t('Insert') };
  return {
    notices: longest >= altTextLimit ? [{ text: sentence, actions: [shorten] }] : [],
    actions: texts.length > 0 ? [insert] : [],
  };
}
