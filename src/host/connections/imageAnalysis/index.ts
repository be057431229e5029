import * as vscode from 'vscode';
import { hostOf, type Connection } from '../../../core/connections/connection';
import { imagesIn } from '../../../core/conversation/message';
import type { Answer } from '../../../core/conversation/request';
import { shifted } from '../../../core/conversation/textRegion';
import type { Analyse, HttpRecord, Network, Patience } from '../../../providers';
import { loadProviders } from '../../chunks';
import type { Answerer } from '../answerer';
import { analysisText } from './analysisText';

/**
 * What finds text, objects and descriptions with the Azure AI Vision resource of a connection. It answers
 * in the manner of a model: who gets the images, consent, receipt and failures are the same.
 */
export async function imageAnalysisAnswerer(
  connection: Connection,
  network: Network,
  patience: Partial<Patience> = {},
): Promise<Answerer> {
  const { checkVisionAccess, imageAnalyser, usualPatience, visionRecipient } =
    await loadProviders();
  const tries: HttpRecord[] = [];
  const record = (entry: HttpRecord): void => {
    tries.push(entry);
    network.record(entry);
  };
  const analyse = imageAnalyser(
    connection,
    { ...network, record },
    { ...usualPatience, ...patience },
  );
  return {
    label: vscode.l10n.t('Azure AI Vision at {0}', hostOf(connection.vision?.endpoint ?? '')),
    answer: analysisAnswer(analyse),
    connection,
    recipient: () => visionRecipient(connection),
    checkAccess: () => checkVisionAccess(connection, network),
    tries,
  };
}

/** Answers with what is found on each image in turn, as Markdown, and where it is. */
export function analysisAnswer(analyse: Analyse): Answer {
  return async function* ({ messages }, signal) {
    const images = imagesIn(messages);
    let length = 0;
    for (const image of images) {
      for await (const event of analyse(image, signal)) {
        if (event.type === 'waiting') {
          yield event;
          continue;
        }
        const { analysis } = event;
        const name = images.length > 1 ? image.name : undefined;
        const { text, regions } = analysisText(analysis, image.shows?.id, name);
        yield { type: 'text', text };
        const { dropped } = analysis;
        yield {
          type: 'regions',
          regions: shifted(regions, length),
          ...(dropped > 0 && { dropped }),
        };
        length += text.length;
      }
      if (signal.aborted) {
        return;
      }
    }
    yield { type: 'finish', finish: { reason: 'stop' } };
  };
}
