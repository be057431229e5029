import type { Driver } from '../support/editor/driver';

/** What an extension host may take more than after its first questions, in MB. */
const mostGrowth = 100;

const tries = 3;
const megabyte = 1024 * 1024;

interface Look {
  readonly questions: number;
  readonly pid: number;
  /** In MB. */
  readonly resident: number;
  readonly heap: number;
}

/** How the memory of the extension hosts grows; each reload of the window brings another host. */
export class MemoryWatch {
  readonly looks: Look[] = [];

  constructor(private readonly driver: Driver) {}

  /** Measures after garbage collections: the least of some. */
  async look(questions: number): Promise<Look> {
    const found = [];
    for (let time = 0; time < tries; time++) {
      found.push(await this.driver.memory());
    }
    const look = {
      questions,
      pid: found[0]?.pid ?? 0,
      resident: Math.min(...found.map(({ resident }) => resident)) / megabyte,
      heap: Math.min(...found.map(({ heap }) => heap)) / megabyte,
    };
    this.looks.push(look);
    return look;
  }

  /** From the first questions of all to the last, and within each host that was looked at twice. */
  growths(): { readonly what: string; readonly resident: number; readonly heap: number }[] {
    const pids = [...new Set(this.looks.map(({ pid }) => pid))];
    const spans = pids.map((pid) => this.looks.filter((look) => look.pid === pid));
    const all = pids.length > 1 ? [this.looks, ...spans] : spans;
    return all.flatMap((looks) => {
      const [first, last] = [looks[0], looks.at(-1)];
      return first && last && first !== last
        ? [
            {
              what: `question ${first.questions} to ${last.questions}`,
              resident: last.resident - first.resident,
              heap: last.heap - first.heap,
            },
          ]
        : [];
    });
  }

  failures(): string[] {
    return this.growths()
      .filter(({ resident }) => resident > mostGrowth)
      .map(
        ({ what, resident }) =>
          `Memory: the extension host takes ${resident.toFixed(0)} MB more from ${what}.`,
      );
  }
}
