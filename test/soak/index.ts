/**
 * `npm run soak [-- QUESTIONS] [--seed N]`: asks questions in a real VS Code while servers fail, panels
 * close, connections change and the window reloads, and looks whether three promises hold: no reply is
 * lost, no request goes to a server that was not agreed to, the extension host takes at most 100 MB
 * more at the end than after the first questions. Prints a table, and writes it to `out/soak.md`.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { out } from '../support/paths';
import { finalChecks } from './finalChecks';
import { MemoryWatch } from './memoryWatch';
import { Random } from './random';
import { report } from './report';
import { openStage } from './openStage';
import { step } from './steps';

/** After so many broken promises the rest is not worth its time. */
const mostFailures = 5;

/** Questions between two looks at the memory. */
const interval = 20;

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string', default: '1' } },
  });
  const questions = Number(positionals[0] ?? 500);
  const seed = Number(values.seed);
  console.log(`${questions} questions, seed ${seed}`);
  const begun = performance.now();
  const { stage, close } = await openStage(new Random(seed));
  const failures: string[] = [];
  try {
    const memory = new MemoryWatch(stage.editor.driver);
    let nextLook = interval;
    for (let number = 1; stage.tally.questions < questions; number++) {
      // In the second half one extension host lives to the end.
      stage.mayReload = stage.tally.questions < questions / 2;
      try {
        await step(stage);
      } catch (error) {
        const name = `soak-${seed}-${number}`;
        await stage.editor.workbench.screenshot(name);
        failures.push(`Step ${number} (${stage.story.join('; ')}): ${wordsOf(error)}`);
        console.log(`${failures.at(-1)} (out/${name}.png)`);
        if (failures.length >= mostFailures) {
          break;
        }
        await stage.startAnew();
      }
      if (stage.tally.questions >= nextLook) {
        nextLook += interval;
        const { resident, heap } = await memory.look(stage.tally.questions);
        const host = `the extension host takes ${resident.toFixed(0)} MB (heap ${heap.toFixed(0)})`;
        console.log(`${stage.tally.questions} questions after ${secondsSince(begun)} s: ${host}`);
      }
    }
    await memory.look(stage.tally.questions);
    const requests = Object.values(stage.servers).map(({ name, total }) => ({ name, total }));
    failures.push(...(await finalChecks(stage)), ...memory.failures());
    const text = report({
      tally: stage.tally,
      requests,
      memory,
      failures,
      seed,
      seconds: secondsSince(begun),
    });
    await writeFile(path.join(out, 'soak.md'), text);
    console.log(`\n${text}`);
  } finally {
    await close();
  }
  return failures.length;
}

function secondsSince(begun: number): number {
  return Math.round((performance.now() - begun) / 1000);
}

/** What an error says, and what was behind it. */
function wordsOf(error: unknown): string {
  const { message, stack = '', cause } = error as Error;
  const where = /test\/soak\/\w+\.ts:\d+/.exec(stack)?.[0] ?? '';
  return `${message.split('\n').slice(0, 12).join('\n  ')} (${where})${cause instanceof Error ? `\n  ${wordsOf(cause)}` : ''}`;
}

main().then(
  (failures) => {
    process.exitCode = failures === 0 ? 0 : 1;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
