import type { Detail } from '../images/detail';
import type { Size } from '../images/fit';
import { imageTokens, imageTokensEarlier, textTokens } from './imageTokens';
import { tokenCost } from './cost';
import { priceAt, type Prices } from './prices';
import type { Difference, Estimate, Receipt } from './receipt';
import { visionModelOf } from './visionModels';

/** What is about to be sent, and what is known of the model that it goes to. */
export interface EstimateInput {
  /** As a setting, a reply or the deployment names it. */
  readonly modelName: string | undefined;
  readonly deployment: string;
  /** The host is OpenAI or Azure OpenAI: an unknown name may be taken for `gpt-5.4`, and the published prices hold. */
  readonly isOpenAi: boolean;
  readonly prices: Prices;
  readonly detail: Detail;
  /** Every text of one request. */
  readonly texts: readonly string[];
  /** The images as they are sent, of all requests together. */
  readonly sizes: readonly Size[];
  readonly maxOutputTokens: number;
  /** Over how many requests the images are spread; the texts go with each. */
  readonly requests: number;
}

const assumedName = 'gpt-5.4';
const tolerance = 0.2;

/**
 * The input tokens and the cost of requests before they are sent, in US dollars. Undefined where no
 * table fits the model, or where the service would refuse an image; the cost is left out where no
 * price is known, and for a model that is only assumed unless the user set one.
 */
export function estimate(input: EstimateInput): Estimate | undefined {
  const { modelName, deployment, detail, sizes, texts, requests } = input;
  const known = visionModelOf(modelName ?? deployment);
  const model = known ?? (input.isOpenAi ? visionModelOf(assumedName) : undefined);
  const imagesCost = model && total(sizes, (size) => imageTokens(model, detail, size));
  if (model === undefined || imagesCost === undefined) {
    return undefined;
  }
  const textsCost = texts.reduce((sum, text) => sum + textTokens(text), 0);
  const inputTokens = imagesCost + requests * textsCost;
  const names = modelName === undefined ? [deployment] : [deployment, modelName];
  const price = priceAt(names, input.isOpenAi && known !== undefined, input.prices);
  return {
    model: model.name,
    isAssumed: known === undefined,
    inputTokens,
    ...(price && {
      cost: {
        least: tokenCost(price, { inputTokens, outputTokens: 0 }),
        most: tokenCost(price, { inputTokens, outputTokens: requests * input.maxOutputTokens }),
      },
    }),
  };
}

/**
 * Why the input tokens billed are more than a fifth off the estimate; undefined where they are not,
 * or where either is missing. `replyModel` is what the server called the model, `sizes` are those
 * that the estimate was made from.
 */
export function explainDifference(
  { estimate: made, billed, detail }: Pick<Receipt, 'estimate' | 'billed' | 'detail'>,
  replyModel: string | undefined,
  sizes: readonly Size[],
): Difference | undefined {
  if (made === undefined || billed === undefined) {
    return undefined;
  }
  const { inputTokens } = billed.usage;
  if (isNear(inputTokens, made.inputTokens)) {
    return undefined;
  }
  const answered = replyModel === undefined ? undefined : visionModelOf(replyModel);
  if (made.isAssumed && answered === undefined) {
    return { kind: 'assumedModel', model: made.model };
  }
  if (replyModel !== undefined && answered?.name !== made.model) {
    return { kind: 'otherModel', model: replyModel };
  }
  const tokens = earlierTokens(made, detail, sizes);
  return tokens !== undefined && isNear(inputTokens, tokens)
    ? { kind: 'earlierTable', model: made.model, tokens }
    : { kind: 'unknown' };
}

function isNear(tokens: number, expected: number): boolean {
  return Math.abs(tokens - expected) <= tolerance * expected;
}

/** An estimate's tokens with the images counted by the earlier table. */
function earlierTokens(
  { model: name, inputTokens }: Estimate,
  detail: Detail,
  sizes: readonly Size[],
): number | undefined {
  const model = visionModelOf(name);
  const now = model && total(sizes, (size) => imageTokens(model, detail, size));
  const before = model && total(sizes, (size) => imageTokensEarlier(model, detail, size));
  return now === undefined || before === undefined ? undefined : inputTokens - now + before;
}

function total(
  sizes: readonly Size[],
  tokensOf: (size: Size) => number | undefined,
): number | undefined {
  const tokens = sizes.map(tokensOf);
  return tokens.every((count) => count !== undefined)
    ? tokens.reduce((sum, count) => sum + count, 0)
    : undefined;
}
