import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { launchDrivenEditor } from '../support/editor/drivenEditor';
import { until } from '../support/editor/until';
import { startEmulator, type RecordedRequest } from '../support/emulator';
import { AltTextReview, suggestion } from '../ui/support/altTextReview';
import { shareFigure, sizeFigure, type Figure } from './figures';

const images = 1000;
const perPage = 20;
const key = 'key-of-the-benchmark';

/** What the service lets through: so many at once, and so many a second. */
const limit = { atOnce: 20, perSecond: 10 };

const latencyMs = 300;

/** The least share of that, and the most memory in MB. */
const bounds = { share: 0.95, memory: 400 };

/** Milliseconds that half of a run may take. */
const patience = 10 * 60_000;

/**
 * Has 1,000 images described in the review against a service with a latency and a rate limit, kills the extension
 * host at half, and goes on.
 */
export async function altTextRunFigures(vsix: string): Promise<Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sightline-run-'));
  const emulator = await startEmulator({
    kind: 'azure',
    key,
    rateLimit: {
      kind: 'bucket',
      requests: limit.atOnce,
      seconds: limit.atOnce / limit.perSecond,
    },
    behaviour: {
      latencyMs,
      reply: (question) => suggestion(`The screen of step ${stepIn(question)}`),
    },
  });
  await makeSite(folder);
  const editor = await launchDrivenEditor({
    workspace: folder,
    extension: { vsix },
    settings: {
      'sightline.connections': [
        { name: 'bench', provider: 'azure', endpoint: emulator.url, deployment: 'gpt-5.4' },
      ],
    },
    env: { AZURE_OPENAI_ENDPOINT: emulator.url, AZURE_OPENAI_API_KEY: key },
  });
  const { workbench, driver } = editor;
  const answered = (): RecordedRequest[] =>
    emulator.requests.filter(({ text }) => text?.endsWith('}') === true);
  const open = async (): Promise<AltTextReview> => {
    await workbench.explorer.choose('docs', 'Add Missing Alt Text…');
    return new AltTextReview(await workbench.panel());
  };
  try {
    const { pid } = await driver.memory();
    const review = await open();
    await until('the estimate', async () =>
      (await review.frame.locator('body').innerText()).includes('1,000 requests'),
    );
    const atFirst = mostMemory(pid);
    await review.button('Generate').click();
    await until('half of the texts', () => answered().length >= images / 2, patience);
    const first = throughput(answered());
    const before = mostMemory(pid);
    process.kill(pid, 'SIGKILL');
    await driver.started();
    const had = await kept(editor.dataDir);
    const onTheWay = answered().filter((request) => !had.has(stepOf(request))).length;
    const sent = emulator.requests.length;
    await workbench.tabs.close('Alt text: docs');
    const again = await open();
    await again.button('Resume').click();
    await until(
      'the other half',
      async () => (await again.button(/^(Pause|Resume)$/).count()) === 0,
      patience,
    );
    const later = emulator.requests.slice(sent).filter(({ status }) => status === 200);
    const second = throughput(later);
    const after = mostMemory((await driver.memory()).pid);
    const repeated = later.map(stepOf).filter((step) => had.has(step));
    const steps = new Set(answered().map(stepOf));
    const peak = Math.max(before, after);
    return [
      shareFigure(
        `${images} images: share of the rate limit that is used, first half`,
        first,
        bounds.share,
      ),
      shareFigure('— second half, after the extension host was killed', second, bounds.share),
      sizeFigure('— memory of the extension host at its peak', peak, 'MB', bounds.memory),
      sizeFigure('— what the run has added to it', peak - atFirst, 'MB'),
      {
        name: '— finished suggestions that were asked for again',
        value: String(repeated.length),
        bound: '≤ 0',
        isMissed: repeated.length > 0,
      },
      { name: '— answers that were on their way when it was killed', value: String(onTheWay) },
      {
        name: '— images without an answer',
        value: String(images - steps.size),
        bound: '≤ 0',
        isMissed: steps.size < images,
      },
    ];
  } finally {
    await editor.close();
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The share of what the limit lets through in the time of these requests. */
function throughput(requests: readonly RecordedRequest[]): number {
  const times = requests.map(({ receivedAt }) => receivedAt);
  const seconds = (Math.max(...times) - Math.min(...times)) / 1000;
  return requests.length / (limit.atOnce + seconds * limit.perSecond);
}

function stepIn(question: string): string {
  return question.match(/(?<=Step )\d+/g)?.at(-1) ?? 'none';
}

/** The steps whose texts the journal holds. */
async function kept(folder: string): Promise<ReadonlySet<string>> {
  const all = await readdir(folder, { recursive: true });
  const journal = all.find((name) => name.endsWith('altTexts.jsonl')) ?? '';
  const lines = await readFile(path.join(folder, journal), 'utf8');
  return new Set(lines.match(/(?<=The screen of step )\d+/g));
}

function stepOf({ body }: RecordedRequest): string {
  return stepIn(body);
}

/** The most that a process ever had, in bytes. */
function mostMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}

/** Pages with a step and its picture under each heading, each picture another. */
async function makeSite(folder: string): Promise<void> {
  await mkdir(path.join(folder, 'docs/img'), { recursive: true });
  for (let first = 0; first < images; first += perPage) {
    const sections: string[] = [];
    for (let step = first; step < first + perPage; step++) {
      const noise = { type: 'gaussian', mean: 60 + (step % 140), sigma: 30 } as const;
      const create = { width: 640, height: 400, channels: 3, background: 'grey', noise } as const;
      const bytes = await sharp({ create }).jpeg({ quality: 70 }).toBuffer();
      await writeFile(path.join(folder, `docs/img/step-${step}.jpg`), bytes);
      sections.push(`## Step ${step}\n\nChoose **Next**.\n\n![](img/step-${step}.jpg)\n`);
    }
    await writeFile(path.join(folder, `docs/page-${first / perPage}.md`), sections.join('\n'));
  }
}
