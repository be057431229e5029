import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { nodeBinary } from '../support/editor/nodeBinary';
import { startEmulator, type Emulator } from '../support/emulator';
import { now } from '../support/emulator/clock';
import { demoWorkspace, root } from '../support/paths';
import { median, timeFigure, type Figure } from './figures';
import { Probe } from './probe';
import { runs } from './probes/contract';

const starts = 5;
const key = 'key-of-the-benchmark';
const deployment = 'gpt-4o';

/** How much later than the plain script's the first byte may come, in milliseconds. */
const allowance = 100;

/**
 * Measures the time from the command to the first byte of the request at the server, for a
 * screenshot of 1400 × 900 pixels, and the same for a plain script that calls the `openai` package.
 */
export async function firstByteFigures(folder: string): Promise<Figure[]> {
  const emulator = await startEmulator({ kind: 'azure', key, deployments: [deployment] });
  try {
    const script = await measureScript(emulator);
    const command = await measureCommand(emulator, folder);
    // Like with like: a first use loads the package as a script does that is started.
    const firstBound = median(script.fromStart) + allowance;
    const laterBound = median(script.afterImports) + allowance;
    return [
      timeFigure('Plain script → first byte, from its start', script.fromStart),
      timeFigure('Command → first byte, first use', command.first, firstBound),
      timeFigure('Plain script → first byte, after its imports', script.afterImports),
      timeFigure('Command → first byte, later', command.later, laterBound),
    ];
  } finally {
    await emulator.close();
  }
}

async function measureScript(emulator: Emulator) {
  const script = path.join(__dirname, 'plainScript.mjs');
  const image = path.join(demoWorkspace, 'screenshots', 'dashboard.png');
  const afterImports: number[] = [];
  const fromStart: number[] = [];
  for (let start = 0; start < starts; start++) {
    const spawnedAt = now();
    const { stdout } = await promisify(execFile)(
      nodeBinary(),
      [script, `${emulator.url}/openai/v1`, key, deployment, image],
      { cwd: root },
    );
    const { receivedAt, images } = await emulator.nextRequest();
    const { startedAt, reply } = JSON.parse(stdout) as { startedAt: number; reply: string };
    if (images[0]?.width !== 1400 || !reply.includes('1400')) {
      throw new Error('The plain script did not ask about the dashboard.');
    }
    afterImports.push(receivedAt - startedAt);
    fromStart.push(receivedAt - spawnedAt);
  }
  return { afterImports, fromStart };
}

async function measureCommand(emulator: Emulator, extension: string) {
  const probe = await Probe.start({
    extension,
    probe: 'command',
    settings: {
      'sightline.connections': [
        { name: 'bench', provider: 'azure', endpoint: emulator.url, deployment },
      ],
    },
    env: { AZURE_OPENAI_ENDPOINT: emulator.url, AZURE_OPENAI_API_KEY: key },
  });
  const first: number[] = [];
  const later: number[] = [];
  try {
    for (let start = 0; start < starts; start++) {
      if (start > 0) {
        await probe.restart();
      }
      await probe.begin();
      for (let run = 0; run < runs; run++) {
        await probe.next(async ({ calledAt }) => {
          const { receivedAt, images } = await emulator.nextRequest();
          if (images[0]?.width !== 1400) {
            throw new Error('The command did not send the dashboard.');
          }
          (run === 0 ? first : later).push(receivedAt - calledAt);
        });
      }
      await probe.ended();
    }
  } finally {
    await probe.close();
  }
  return { first, later };
}
