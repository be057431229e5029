import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8'));
}

/** The id of the command of Sightline that users see under `title`. */
export function commandWithTitle(title: string): string {
  const texts = read('package.nls.json') as Readonly<Record<string, string>>;
  const { commands } = (read('package.json') as Manifest).contributes;
  const found = commands.find((one) => texts[one.title.replaceAll('%', '')] === title);
  if (!found) {
    throw new Error(`Sightline has no command “${title}”.`);
  }
  return found.command;
}

/** The names of all settings of Sightline. */
export function settingNames(): string[] {
  return Object.keys((read('package.json') as Manifest).contributes.configuration.properties);
}
