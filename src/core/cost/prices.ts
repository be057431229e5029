import type { Price } from './cost';
import list from './prices.json';
import { nameAmong } from './visionModels';

/** Prices by the name of a deployment or a model, as in the setting `sightline.prices`. */
export type Prices = Readonly<Record<string, Price>>;

const published = parsePrices(list.models);

/** Takes the value of the setting; leaves out what is not two finite numbers from 0 up. */
export function parsePrices(value: unknown): Prices {
  if (typeof value !== 'object' || value === null) {
    return {};
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => {
      const price = parsePrice(item);
      return price === undefined ? [] : [[name, price] as const];
    }),
  );
}

function parsePrice(value: unknown): Price | undefined {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const { input, output } = value as Readonly<Record<string, unknown>>;
  return isPrice(input) && isPrice(output) ? { input, output } : undefined;
}

function isPrice(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/**
 * The price of what goes by those names, given from the user's (a deployment) to the server's (a
 * model): the first that the user set a price for, else the published price of the last that has
 * one, for a deployment may bear another model's name. Undefined where none is known.
 */
export function priceOf(names: readonly string[], overrides: Prices): Price | undefined {
  return firstPrice(names, overrides) ?? firstPrice(names.toReversed(), published);
}

/** As `priceOf`; elsewhere than at OpenAI and Azure OpenAI only what the user set counts. */
export function priceAt(
  names: readonly string[],
  isOpenAi: boolean,
  overrides: Prices,
): Price | undefined {
  return (isOpenAi ? priceOf : firstPrice)(names, overrides);
}

/** The price of the first of the names that has one among `prices` alone. */
export function firstPrice(names: readonly string[], prices: Prices): Price | undefined {
  const key = names.map((name) => keyOf(name, prices)).find((found) => found !== undefined);
  return key === undefined ? undefined : prices[key];
}

function keyOf(name: string, prices: Prices): string | undefined {
  return Object.hasOwn(prices, name) ? name : nameAmong(Object.keys(prices), name);
}
