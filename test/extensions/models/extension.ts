import * as vscode from 'vscode';
import { TestModels } from './models';

/** Registers the models; out comes what a test steers them with. */
export function activate(context: vscode.ExtensionContext): TestModels {
  const models = new TestModels();
  context.subscriptions.push(
    vscode.lm.registerLanguageModelChatProvider('sightline-tests', models),
  );
  return models;
}
