import type { Detail } from '../images/detail';
import type { FitRule } from '../images/fit';

/** Lengths in pixels. An image over `rejectOver` patches is refused; without a budget nothing caps it. */
export interface PatchLimits {
  readonly box: number;
  readonly budget?: number;
  readonly rejectOver?: number;
}

/** Billed by tiles of 512 × 512 pixels: `base` tokens an image, `perTile` for each tile. */
export interface TileTable {
  readonly kind: 'tiles';
  readonly box: number;
  readonly shortSide: number;
  readonly base: number;
  readonly perTile: number;
}

/** Billed by patches of 32 × 32 pixels, `multiplier` tokens each. */
export interface PatchTable {
  readonly kind: 'patches';
  readonly multiplier: number;
  readonly limits: { readonly high: PatchLimits } & Readonly<Partial<Record<Detail, PatchLimits>>>;
  /** What was published before, and may still be what a service bills. */
  readonly earlier?: { readonly multiplier: number; readonly budget?: number };
}

/** A model with the published table by which it looks at images and bills them. */
export type VisionModel = { readonly name: string } & (TileTable | PatchTable);

/** The side of a patch in pixels. */
export const patchSide = 32;

function tiles(base: number, perTile: number): TileTable {
  return { kind: 'tiles', box: 2048, shortSide: 768, base, perTile };
}

function patches(
  multiplier: number,
  limits: PatchTable['limits'],
  earlier?: PatchTable['earlier'],
): PatchTable {
  return { kind: 'patches', multiplier, limits, ...(earlier && { earlier }) };
}

const upTo1536: PatchLimits = { box: 2048, budget: 1536 };
const upTo2500: PatchLimits = { box: 2048, budget: 2500 };
const upTo6144: PatchLimits = { box: 2048, budget: 6144 };
const original: PatchLimits = { box: 6000, budget: 10_000 };
const uncapped: PatchLimits = { box: 65_535, rejectOver: 30_000 };
/** No budget is published; 16 × 16 patches are all that its box holds. */
const thumbnail: PatchLimits = { box: 512, budget: 256 };

/**
 * OpenAI, "Images and vision", https://developers.openai.com/api/docs/guides/images-vision: its copy
 * of September 2026, and the copies before it for `earlier` and for what it no longer lists;
 * GPT-4 Turbo from https://learn.microsoft.com/azure/ai-foundry/openai/overview#image-input-tokens.
 * GPT-5.2 to 5.5 were multiplied by 1 in jamesmcroft/openai-image-token-calculator of May 2026.
 */
const tables: readonly (readonly [names: readonly string[], table: TileTable | PatchTable])[] = [
  [['gpt-4o', 'gpt-4.1', 'gpt-4.5-preview'], tiles(85, 170)],
  [['gpt-4-turbo', 'gpt-4-vision-preview'], tiles(85, 170)],
  [['gpt-4o-mini'], tiles(2833, 5667)],
  [['o1', 'o1-pro', 'o3'], tiles(75, 150)],
  [['gpt-5', 'gpt-5.1'], tiles(70, 140)],
  [['computer-use-preview'], tiles(65, 129)],
  [['gpt-4.1-mini'], patches(1.62, { high: upTo6144 }, { multiplier: 1.62, budget: 1536 })],
  [['gpt-4.1-nano'], patches(2.46, { high: upTo1536 })],
  [['o4-mini'], patches(1.72, { high: upTo1536 })],
  [['gpt-5-mini'], patches(1.2, { high: upTo1536 }, { multiplier: 1.62 })],
  [['gpt-5-nano'], patches(1.5, { high: upTo1536 }, { multiplier: 2.46 })],
  [['gpt-5.2'], patches(1.2, { high: upTo6144 }, { multiplier: 1, budget: 1536 })],
  // No multiplier is published for these; the calculator named above has 1 for gpt-5.3-codex.
  [
    ['gpt-5.3-codex', 'gpt-5.2-codex', 'gpt-5.1-codex-mini', 'gpt-5-codex-mini', 'gpt-5.2-chat'],
    patches(1, { high: upTo1536 }),
  ],
  [['gpt-5.4'], patches(1.2, { low: upTo6144, high: upTo2500 }, { multiplier: 1 })],
  [
    ['gpt-5.4-mini'],
    patches(1.2, { low: upTo6144, high: upTo2500 }, { multiplier: 1.62, budget: 1536 }),
  ],
  [
    ['gpt-5.4-nano'],
    patches(1.2, { low: upTo6144, high: upTo2500 }, { multiplier: 2.46, budget: 1536 }),
  ],
  [
    ['gpt-5.5'],
    patches(1.2, { low: thumbnail, high: upTo2500, auto: original }, { multiplier: 1 }),
  ],
  [
    ['gpt-5.6-sol', 'gpt-5.6-terra', 'gpt-5.6-luna'],
    patches(1.2, { low: thumbnail, high: upTo2500, auto: uncapped }),
  ],
  [
    ['gpt-6-astra'],
    patches(1.2, { low: thumbnail, high: { box: 65_535, budget: 2500 }, auto: uncapped }),
  ],
];

/** Other names, from OpenAI's lists of models and prices. */
const aliases: Readonly<Record<string, string>> = {
  'gpt-5.6': 'gpt-5.6-sol',
  'gpt-4-1106-vision-preview': 'gpt-4-vision-preview',
};

const models = new Map<string, VisionModel>(
  tables.flatMap(([names, table]) => names.map((name) => [name, { name, ...table }] as const)),
);

/**
 * The model of that name, as servers and users write it: with or without its maker (`openai/gpt-4o`),
 * a date or a channel (`gpt-4o-2024-11-20`, `gpt-5-chat-latest`). Undefined for any other name.
 */
export function visionModelOf(name: string): VisionModel | undefined {
  const known = nameAmong([...models.keys(), ...Object.keys(aliases)], name);
  return known === undefined ? undefined : models.get(aliases[known] ?? known);
}

const suffixes = /^(?:-(?:\d{4}-\d{2}-\d{2}|\d{4}|chat|latest|preview))*$/;

/** The longest of the known names that `name` is, whatever its letter case, maker, date and channel. */
export function nameAmong(known: readonly string[], name: string): string | undefined {
  const bare = withoutMaker(name);
  return known
    .filter((one) => {
      const start = withoutMaker(one);
      return bare.startsWith(start) && suffixes.test(bare.slice(start.length));
    })
    .toSorted((one, other) => other.length - one.length)[0];
}

function withoutMaker(name: string): string {
  return name.trim().toLowerCase().replace(/^.*\//, '');
}

/**
 * Which pixels of an image a model uses at that detail; an unknown model's are taken to be those
 * within 2048 × 2048. At low detail a model billed by tiles looks at a version of 512 × 512 pixels:
 * OpenAI, "Images and vision"; Microsoft, "Use vision-enabled chat models". Where a service refuses
 * too large an image, the rule scales it down to what it takes.
 */
export function fitRule(model: VisionModel | undefined, detail: Detail): FitRule {
  if (model === undefined) {
    return { kind: 'box', box: 2048 };
  }
  if (model.kind === 'tiles') {
    const { box, shortSide } = model;
    return detail === 'low' ? { kind: 'box', box: 512 } : { kind: 'tiles', box, shortSide };
  }
  const { box, budget, rejectOver } = limitsAt(model, detail);
  return budget === undefined && rejectOver !== undefined
    ? { ...patchRule(box, rejectOver), isStrict: true }
    : patchRule(box, budget);
}

/** What a model billed by patches allows at that detail; as at high detail where nothing else is said. */
export function limitsAt({ limits }: PatchTable, detail: Detail): PatchLimits {
  return limits[detail] ?? limits.high;
}

/** The rule for a box in pixels and a number of patches; no number caps nothing. */
export function patchRule(box: number, budget = Infinity): FitRule & { kind: 'patches' } {
  return { kind: 'patches', patch: patchSide, box, budget };
}
