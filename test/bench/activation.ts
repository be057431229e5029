import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { until } from '../support/editor/until';
import { out } from '../support/paths';
import { timeFigure, type Figure } from './figures';
import { Probe } from './probe';
import { extensionVariable } from './probes/contract';

const starts = 7;

/** The bound of the issue, in milliseconds. */
const bound = 15;

interface Times {
  /** What VS Code counts: loading the code and the call of its `activate`. */
  readonly counted: readonly number[];
  /** What a caller waits for, which includes what VS Code does before and after. */
  readonly waited: readonly number[];
}

/** Measures the activation of the extension in `folder` in fresh extension hosts. */
export async function activationFigures(folder: string): Promise<Figure[]> {
  const sightline = await measure(folder, 'sightline.sightline');
  const empty = await measure(await emptyExtension(), 'sightline.empty');
  return [
    timeFigure('Activation, as VS Code counts it', sightline.counted, bound),
    timeFigure('— of an empty extension', empty.counted),
    timeFigure('Activation, as a caller waits for it', sightline.waited),
    timeFigure('— of an empty extension', empty.waited),
  ];
}

async function measure(extension: string, id: string): Promise<Times> {
  const probe = await Probe.start({
    extension,
    probe: 'activation',
    env: { [extensionVariable]: id },
  });
  const counted: number[] = [];
  const waited: number[] = [];
  try {
    for (let start = 0; start < starts; start++) {
      if (start > 0) {
        await probe.restart();
      }
      await probe.begin();
      await probe.next(async ({ calledAt, endedAt }) => {
        waited.push(endedAt - calledAt);
        counted.push(await countedTime(probe, id));
      });
      await probe.ended();
    }
  } finally {
    await probe.close();
  }
  return { counted, waited };
}

/** Reads the time from the editor Running Extensions, in a window in which all of its rows fit. */
async function countedTime({ workbench }: Probe, id: string): Promise<number> {
  await workbench.page.setViewportSize({ width: 1400, height: 6000 });
  await workbench.runCommand('Developer: Show Running Extensions');
  const row = workbench.page
    .locator('.runtime-extensions-editor .monaco-list-row')
    .filter({ hasText: id });
  const text = await until('the activation time', async () => {
    return /Activation: (\d+)ms/.exec(await row.innerText({ timeout: 1000 }));
  });
  return Number(text[1]);
}

/** An extension with a command and no code of its own. */
async function emptyExtension(): Promise<string> {
  const folder = path.join(out, 'bench', 'empty');
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, 'package.json'),
    JSON.stringify({
      name: 'empty',
      publisher: 'sightline',
      version: '0.0.1',
      engines: { vscode: '^1.106.0' },
      main: './extension.js',
      contributes: { commands: [{ command: 'empty.do', title: 'Do Nothing' }] },
    }),
  );
  await writeFile(path.join(folder, 'extension.js'), 'exports.activate = () => {};\n');
  return folder;
}
