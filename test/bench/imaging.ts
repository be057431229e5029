import { createRequire } from 'node:module';
import path from 'node:path';
import { sendableTypes } from '../../src/core/images/images';
import { fitRule, visionModelOf } from '../../src/core/cost/visionModels';
import type * as Imaging from '../../src/imaging/index';
import { launchBrowser } from '../support/browser';
import type { Package } from '../support/vsix';
import { takeScreenshots, type Screenshot } from './screenshots';

/** The model for which the benchmarks make images ready. */
export const model = knownModel('gpt-4o');

/** As the extension makes an image ready for that model when nothing is set. */
export const options: Imaging.PrepareOptions = {
  rule: fitRule(model, 'auto'),
  accepted: sendableTypes,
  parts: 'never',
};

/** The built chunk of the package, whose worker is the built one too. */
export function builtImaging({ folder }: Package): typeof Imaging {
  return createRequire(__filename)(imagingChunk(folder)) as typeof Imaging;
}

/** The path of that chunk. */
export function imagingChunk(folder: string): string {
  return path.join(folder, 'dist', 'imaging.js');
}

/** The 20 screenshots; no browser is left running. */
export async function screenshots(): Promise<Screenshot[]> {
  const browser = await launchBrowser();
  try {
    return await takeScreenshots(browser);
  } finally {
    await browser.close();
  }
}

function knownModel(name: string) {
  const known = visionModelOf(name);
  if (known === undefined) {
    throw new Error(`${name} is no model of the tables.`);
  }
  return known;
}
