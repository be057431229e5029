import * as vscode from 'vscode';
import { altTextQuestion } from '../../core/altText/question';
import type { Row } from '../../core/altText/review/row';
import type { HouseStyle } from '../../core/altText/style';
import { tokenCost } from '../../core/cost/cost';
import { estimate } from '../../core/cost/estimate';
import { parsePrices, priceAt } from '../../core/cost/prices';
import { withReplyLanguage } from '../../core/conversation/prompts';
import type { Size } from '../../core/images/fit';
import type { Answerer } from '../../host/connections/answerer';
import { readImageFile } from '../../host/images/imageFiles';
import { readSettings } from '../../host/settings';

/** So many images are looked at to know what one costs on average. */
const samples = 24;

/** What comes back for an image, in tokens, as measured: a suggestion of two sentences and a half. */
const usualReply = 120;

/** The surroundings that go along are about as long. */
const usualSurroundings = {
  title: 'A page of the documentation',
  headings: ['A heading of the page'],
  before: 'word '.repeat(55),
  after: 'word '.repeat(55),
};

/** What one request costs on average; undefined where nothing tells. */
export interface RequestCost {
  readonly tokens: number;
  /** US dollars; absent where no price is known. */
  readonly dollars?: number;
}

/** What asking about one of the images costs, by some of them. Rejects with the signal's reason. */
export async function costOfOne(
  rows: readonly Row[],
  { recipient }: Answerer,
  about: { readonly uriOf: (path: string) => vscode.Uri; readonly style: HouseStyle },
  signal: AbortSignal,
): Promise<RequestCost | undefined> {
  if (recipient === undefined || rows.length === 0) {
    return undefined;
  }
  const sizes = await sizesOf(rows, about.uriOf, signal);
  const { names, deployment, isOpenAi } = recipient();
  const { detail, maxOutputTokens, prices: written, systemPrompt, replyLanguage } = readSettings();
  const prices = parsePrices(written);
  const question = altTextQuestion({
    role: 'informative',
    surroundings: usualSurroundings,
    style: about.style,
    language: 'auto',
  });
  const made = estimate({
    modelName: names.at(-1),
    deployment,
    isOpenAi,
    prices,
    detail,
    texts: [withReplyLanguage(systemPrompt, replyLanguage), question],
    sizes,
    maxOutputTokens,
    requests: sizes.length,
  });
  if (made === undefined || sizes.length === 0) {
    return undefined;
  }
  const inputTokens = made.inputTokens / sizes.length;
  const price = made.cost && priceAt(names, isOpenAi, prices);
  return {
    tokens: inputTokens + usualReply,
    ...(price && { dollars: tokenCost(price, { inputTokens, outputTokens: usualReply }) }),
  };
}

/** What so many requests cost, in the user's words. */
export function estimateText(requests: number, cost: RequestCost | undefined): string {
  const { language } = vscode.env;
  const rounded = (value: number): string =>
    new Intl.NumberFormat(language, { maximumSignificantDigits: 2 }).format(value);
  const count = new Intl.NumberFormat(language).format(requests);
  if (requests === 0) {
    return vscode.l10n.t('Nothing to ask');
  }
  const number = requests === 1 ? vscode.l10n.t('1 request') : vscode.l10n.t('{0} requests', count);
  if (cost === undefined) {
    return number;
  }
  const tokens = vscode.l10n.t('about {0} tokens', rounded(requests * cost.tokens));
  const dollars =
    cost.dollars === undefined ? [] : [`$${rounded(Math.max(0.0001, requests * cost.dollars))}`];
  return [number, tokens, ...dollars].join(', ');
}

async function sizesOf(
  rows: readonly Row[],
  uriOf: (path: string) => vscode.Uri,
  signal: AbortSignal,
): Promise<Size[]> {
  const step = Math.max(1, rows.length / samples);
  const sizes: Size[] = [];
  for (let at = 0; at < rows.length; at += step) {
    const { reference: { image } = {} } = rows[Math.floor(at)] ?? {};
    if (image?.kind === 'file') {
      try {
        sizes.push(await readImageFile(uriOf(image.path), signal));
      } catch {
        signal.throwIfAborted(); // What is wrong with it is told in its row.
      }
    }
  }
  return sizes;
}
