import * as vscode from 'vscode';
import { Keys } from '../../../src/host/connections/keys';
import { measure } from './memory';
import { configure, settled } from './settings';
import type { SightlineContext } from './sightlineContext';
import { tidy } from './tidy';
import type { Action, FileArgument } from './wire';

/** Does what a test asks; out comes what it gets as JSON. */
export async function perform(action: Action, sightline: SightlineContext): Promise<unknown> {
  switch (action.type) {
    case 'run':
      return vscode.commands.executeCommand(action.command, ...action.args.map(revived));
    case 'start':
      void vscode.commands.executeCommand(action.command, ...action.args.map(revived));
      return undefined;
    case 'call':
      return call(action.extension, action.name, action.args);
    case 'tidy':
      setEnvironment({});
      return tidy(sightline.known);
    case 'environment':
      setEnvironment(action.variables);
      return undefined;
    case 'configure':
      return configure(action.settings);
    case 'settled':
      return settled(action.settings);
    case 'storeKeys': {
      const keys = new Keys((await sightline.get()).secrets);
      for (const [origin, key] of Object.entries(action.keys)) {
        await keys.set(origin, key);
      }
      return undefined;
    }
    case 'keyOrigins':
      return new Keys((await sightline.get()).secrets).origins();
    case 'memory':
      return measure();
  }
}

function revived(argument: unknown): unknown {
  return typeof argument === 'object' && argument !== null && 'file' in argument
    ? vscode.Uri.file((argument as FileArgument).file)
    : argument;
}

async function call(id: string, name: string, args: readonly unknown[]): Promise<unknown> {
  const extension = vscode.extensions.getExtension<Record<string, unknown>>(id);
  const exported = await extension?.activate();
  const called = exported?.[name];
  if (typeof called !== 'function') {
    throw new Error(`${id} exports no function ${name}.`);
  }
  return called.apply(exported, args) as unknown;
}

let variablesSet: string[] = [];

function setEnvironment(variables: Readonly<Record<string, string>>): void {
  variablesSet.forEach((name) => Reflect.deleteProperty(process.env, name));
  variablesSet = Object.keys(variables);
  Object.assign(process.env, variables);
}
