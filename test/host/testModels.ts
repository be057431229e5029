import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  languageModels,
  longWait,
  namedLanguageModel,
  type LanguageModel,
} from '../../src/host/connections/languageModels/models';
import type { TestModels } from '../extensions/models/models';

export const seer = 'vscode:sightline-tests/seer';

/** The tests' own models in VS Code, of which `blind` and `seer` are offered before each test. */
export function useTestModels(): {
  readonly models: () => TestModels;
  readonly model: (name?: string) => Promise<LanguageModel>;
  /** What the extension lists of them. */
  readonly ours: () => Promise<LanguageModel[]>;
} {
  let models: TestModels | undefined;
  const found = () => models ?? assert.fail('the extension with the models is not there');
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);

  before(async () => {
    models = await vscode.extensions.getExtension<TestModels>('sightline-tests.models')?.activate();
    process.on('unhandledRejection', note);
  });
  beforeEach(() => found().offer('blind', 'seer'));
  after(() => {
    found().offer();
    process.off('unhandledRejection', note);
    assert.deepEqual(unhandled, []);
  });

  return {
    models: found,
    model: async (name = seer) =>
      (await namedLanguageModel(name)) ?? assert.fail(`${name} is not there`),
    ours: async () =>
      (await languageModels(longWait)).filter(({ chat }) => chat.vendor === 'sightline-tests'),
  };
}
