import { parseArgs } from 'node:util';
import { reports, type ReportFormat } from '../core/altText/report';

/** What a command line asks for. */
export type Command =
  | { readonly kind: 'help' | 'version' }
  | {
      readonly kind: 'check';
      readonly format: ReportFormat;
      readonly output?: string;
      /** Files and folders, as written. */
      readonly paths: readonly string[];
    };

/** Why the check could not run, in words for the user. */
export class Refusal extends Error {}

export const formats = Object.keys(reports);

export const usage = `Usage: sightline-alt-text check [--format FORMAT] [--output FILE] [PATH…]

Checks the alt texts of images in documents, without a network or a model.
PATH is a folder or a document; without one, the working directory is checked.

  --format FORMAT  ${formats.join(', ')}; text is the default
  --output FILE    writes the report to FILE
  --help           shows this
  --version        shows the version

A .sightline.json in the working directory, else in the nearest folder above
PATH up to the one with .git, says which style, rules and folders hold.

Exit status: 0 nothing was found, or notes only; 1 there are errors or
warnings; 2 the check could not run.
`;

/** The arguments of the program in, without Node's own. Throws a `Refusal`. */
export function parseCommand(args: readonly string[]): Command {
  const { values, positionals } = parsed(args);
  if (values.help === true || values.version === true) {
    return { kind: values.help === true ? 'help' : 'version' };
  }
  const [name, ...paths] = positionals;
  if (name !== 'check') {
    throw new Refusal(
      name === undefined ? `No command is given.\n${usage}` : `There is no command “${name}”.`,
    );
  }
  const { format = 'text', output } = values;
  if (!isFormat(format)) {
    throw new Refusal(`There is no format “${format}”; known are ${formats.join(', ')}.`);
  }
  const empty = [output, ...paths].includes('');
  if (empty) {
    throw new Refusal('A path is empty.');
  }
  return {
    kind: 'check',
    format,
    paths: paths.length > 0 ? paths : ['.'],
    ...(output !== undefined && { output }),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        output: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    // Node's own words name the option.
    throw new Refusal(error instanceof Error ? error.message : String(error));
  }
}

function isFormat(name: string): name is ReportFormat {
  return formats.includes(name);
}
