import { cpus } from 'node:os';
import type { MemoryWatch } from './memoryWatch';
import type { Tally } from './tally';

interface Result {
  readonly tally: Tally;
  /** How many each server got. */
  readonly requests: readonly { readonly name: string; readonly total: number }[];
  readonly memory: MemoryWatch;
  readonly failures: readonly string[];
  readonly seed: number;
  readonly seconds: number;
}

/** What was done and what came of it, as Markdown. */
export function report({ tally, requests, memory, failures, seed, seconds }: Result): string {
  const growths = memory.growths();
  const first = memory.looks[0];
  const rows: [string, string][] = [
    ['Questions', String(tally.questions)],
    ['Texts of replies to be kept', String(tally.promises.length)],
    ...requests.map(({ name, total }): [string, string] => [
      `Requests to “${name}”`,
      String(total),
    ]),
    ...[...tally.counts].sort().map(([name, count]): [string, string] => [name, String(count)]),
    ['Memory after the first questions', first ? mb(first.resident, first.heap) : '-'],
    ...growths.map(({ what, resident, heap }): [string, string] => [
      `Memory, ${what}`,
      mb(resident, heap, true),
    ]),
  ];
  const lines = rows.map(([name, value]) => `| ${name.padEnd(48)} | ${value.padStart(28)} |`);
  const machine = `${cpus().length} cores, ${seconds} s, seed ${seed}.`;
  const verdict =
    failures.length === 0
      ? 'Every promise was kept.'
      : [`${failures.length} broken promises:`, ...failures.map((text) => `- ${text}`)].join('\n');
  return [...head, ...lines, '', machine, '', verdict, ''].join('\n');
}

const head = [
  `| ${'What'.padEnd(48)} | ${'Result'.padStart(28)} |`,
  `| ${'-'.repeat(48)} | ${'-'.repeat(27)}: |`,
];

function mb(resident: number, heap: number, isDifference = false): string {
  const signed = (value: number): string =>
    (isDifference && value >= 0 ? '+' : '') + value.toFixed(0);
  return `${signed(resident)} MB, heap ${signed(heap)} MB`;
}
