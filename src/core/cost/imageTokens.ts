import type { Detail } from '../images/detail';
import { fittedSize, patchCount, type Size } from '../images/fit';
import {
  limitsAt,
  patchRule,
  patchSide,
  type PatchLimits,
  type TileTable,
  type VisionModel,
} from './visionModels';

const tileSide = 512;
const charactersPerToken = 4;

/**
 * The tokens that an image sent at `size` costs; undefined where the service refuses one so large.
 * Bills have been seen to differ by one. Source: OpenAI, "Images and vision", Calculating costs.
 */
export function imageTokens(model: VisionModel, detail: Detail, size: Size): number | undefined {
  return model.kind === 'tiles'
    ? tileTokens(model, detail, size)
    : patchTokens(limitsAt(model, detail), model.multiplier, size);
}

/** As `imageTokens`, by the table published before; undefined also where there was none. */
export function imageTokensEarlier(
  model: VisionModel,
  detail: Detail,
  size: Size,
): number | undefined {
  if (model.kind === 'tiles' || model.earlier === undefined) {
    return undefined;
  }
  const { multiplier, ...limits } = model.earlier;
  return patchTokens({ ...limitsAt(model, detail), ...limits }, multiplier, size);
}

/** A rough number of tokens of a text: four characters each. Source: OpenAI, "What are tokens". */
export function textTokens(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}

function tileTokens(table: TileTable, detail: Detail, size: Size): number {
  if (detail === 'low') {
    return table.base;
  }
  const { box, shortSide } = table;
  const fitted = fittedSize({ kind: 'tiles', box, shortSide }, size);
  return table.base + table.perTile * patchCount(fitted, tileSide);
}

function patchTokens(
  { box, budget, rejectOver = Infinity }: PatchLimits,
  multiplier: number,
  size: Size,
): number | undefined {
  const count = patchCount(fittedSize(patchRule(box, budget), size), patchSide);
  if (count > rejectOver) {
    return undefined;
  }
  // Multipliers have two decimals: in hundredths, no rounding error is rounded up to a token.
  return Math.ceil(Math.round(count * multiplier * 100) / 100);
}
