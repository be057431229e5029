import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Report } from './report';

/** The counts of one stage. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** How long its files took, one after the other. */
  milliseconds: number;
}

const slowest = 10;

/** What the tests came to: printed and written to a file, one JSON object a line, as it happens. */
export class Results {
  private readonly stages = new Map<string, Counts>();
  private readonly failures: string[] = [];
  /** Milliseconds by file. */
  readonly times = new Map<string, number>();
  private shown = '';

  constructor(
    private readonly file: string,
    private readonly print: (line: string) => void,
  ) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '');
  }

  add(stage: string, report: Report): void {
    if (report.type !== 'begun') {
      const line = { stage, ...report, at: new Date().toISOString() };
      appendFileSync(this.file, `${JSON.stringify(line)}\n`);
    }
    const counts = this.counts(stage);
    switch (report.type) {
      case 'passed':
        counts.passed++;
        this.tell(report.file, `  ✔ ${report.title} (${Math.round(report.milliseconds)} ms)`);
        break;
      case 'skipped':
        counts.skipped++;
        this.tell(report.file, `  - ${report.title}`);
        break;
      case 'failed':
        counts.failed++;
        this.failures.push(`${stage}: ${report.title}\n${indented(report.error)}`);
        this.tell(report.file, `  ✘ ${report.title}\n${indented(report.error)}`);
        break;
      case 'done':
        this.times.set(report.file, report.milliseconds);
        counts.milliseconds += report.milliseconds;
        break;
      case 'printed':
        this.print(report.text);
        break;
      case 'begun':
    }
  }

  /** A failure of no test. */
  fail(stage: string, title: string, error: string): void {
    this.add(stage, { type: 'failed', file: '', title, error });
  }

  /** True where something passed and nothing failed. */
  get isGood(): boolean {
    const { passed, failed } = this.total;
    return failed === 0 && passed > 0;
  }

  /** The summary; its last line is `N passed, N failed`. */
  report(): string[] {
    const { passed, failed } = this.total;
    const files = [...this.times].sort(([, one], [, other]) => other - one).slice(0, slowest);
    return [
      ...this.failures.map((failure) => `failed: ${failure}\n`),
      'The slowest files:',
      ...files.map(([file, time]) => `${(time / 1000).toFixed(1).padStart(7)} s  ${file}`),
      '',
      ...[...this.stages].map(([name, counts]) => `${name}: ${textOf(counts)}`),
      `${passed} passed, ${failed} failed`,
    ];
  }

  private get total(): Counts {
    const total = none();
    for (const { passed, failed } of this.stages.values()) {
      total.passed += passed;
      total.failed += failed;
    }
    return total;
  }

  private counts(stage: string): Counts {
    const counts = this.stages.get(stage) ?? none();
    this.stages.set(stage, counts);
    return counts;
  }

  /** Files run side by side: the name stands above its lines again where another's came between. */
  private tell(file: string, line: string): void {
    if (file !== this.shown) {
      this.print(file);
      this.shown = file;
    }
    this.print(line);
  }
}

function none(): Counts {
  return { passed: 0, failed: 0, skipped: 0, milliseconds: 0 };
}

function textOf({ passed, failed, skipped, milliseconds }: Counts): string {
  const more = skipped > 0 ? `, ${skipped} skipped` : '';
  return `${passed} passed, ${failed} failed${more} (${(milliseconds / 1000).toFixed(0)} s)`;
}

function indented(text: string): string {
  return text.replace(/^/gm, '      ');
}
