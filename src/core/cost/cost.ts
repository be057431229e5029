import type { Usage } from '../conversation/reply';

/** US dollars per 1,000,000 tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
}

/** What quantities cost, each at `price` dollars per `per` units. */
export function costOf(
  charges: readonly { readonly quantity: number; readonly price: number; readonly per: number }[],
): number {
  return charges.reduce((sum, { quantity, price, per }) => sum + (quantity * price) / per, 0);
}

/** What a request cost, or would, in US dollars. Knows no discount for cached tokens. */
export function tokenCost({ input, output }: Price, usage: Usage): number {
  const per = 1_000_000;
  return costOf([
    { quantity: usage.inputTokens, price: input, per },
    { quantity: usage.outputTokens, price: output, per },
  ]);
}
