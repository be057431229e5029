/** Tells of a path, relative and with `/`, whether a glob matches it or a folder above it. */
export type Matcher = (path: string) => boolean;

/** A step of a program: takes a character that `takes` allows, or goes on at all of `next` at once. */
interface Step {
  readonly takes?: (character: string) => boolean;
  next: number[];
}

/**
 * A glob in, what matches by it out: `*` and `?` within a name, `**` over folders, `[a-z]` and `[!a-z]`,
 * `{one,two}`, and a backslash before what is meant as it is. A folder stands for all that is in it.
 * Takes time in proportion to the lengths of both, whatever they are, which regular expressions do not.
 */
export function globMatcher(glob: string): Matcher {
  const steps = new Compiler(glob.replace(/^(?:\.\/)+/, '').replace(/(?<!\/)\/+$/, '')).run();
  const last = steps.length - 1;
  return (path) => {
    let now = reach(steps, [0]);
    for (let at = 0; at < path.length; at++) {
      const character = path.charAt(at);
      if (character === '/' && now.has(last)) {
        return true;
      }
      const after: number[] = [];
      for (const index of now) {
        const step = steps[index];
        if (step?.takes?.(character) === true) {
          after.push(...step.next);
        }
      }
      if (after.length === 0) {
        return false;
      }
      now = reach(steps, after);
    }
    return now.has(last);
  };
}

/** The steps that are come to from some, without a character. */
function reach(steps: readonly Step[], from: readonly number[]): Set<number> {
  const all = new Set(from);
  for (const index of all) {
    const step = steps[index];
    if (step !== undefined && step.takes === undefined) {
      step.next.forEach((next) => all.add(next));
    }
  }
  return all;
}

const isInName = (character: string): boolean => character !== '/';
const isSlash = (character: string): boolean => character === '/';
const isAny = (): boolean => true;

class Compiler {
  private readonly steps: Step[] = [];
  private position = 0;

  constructor(private readonly glob: string) {}

  run(): Step[] {
    this.sequence(false);
    this.steps.push({ next: [] });
    return this.steps;
  }

  /** Reads up to the end, or in braces up to what ends an alternative. */
  private sequence(inBraces: boolean): void {
    const { glob } = this;
    while (this.position < glob.length) {
      const character = glob.charAt(this.position);
      if (inBraces && (character === ',' || character === '}')) {
        return;
      }
      this.position++;
      if (character === '*') {
        this.stars();
      } else if (character === '?') {
        this.take(isInName);
      } else if (character === '[') {
        this.characters();
      } else if (character === '{' && this.closes()) {
        this.alternatives();
      } else {
        const isEscape = character === '\\' && this.position < glob.length;
        const meant = isEscape ? glob.charAt(this.position++) : character;
        this.take((other) => other === meant);
      }
    }
  }

  private take(takes: (character: string) => boolean): void {
    this.steps.push({ takes, next: [this.steps.length + 1] });
  }

  /** `*` as often as may be. */
  private many(takes: (character: string) => boolean): void {
    const fork = this.steps.length;
    this.steps.push({ next: [fork + 1, fork + 2] }, { takes, next: [fork] });
  }

  private stars(): void {
    const { glob } = this;
    const before = glob.charAt(this.position - 2);
    const isFirst = before === '' || /[/{,]/.test(before);
    if (glob[this.position] !== '*') {
      this.many(isInName);
      return;
    }
    while (glob[this.position] === '*') {
      this.position++;
    }
    if (!isFirst || !/^(?:[/,}]|$)/.test(glob.slice(this.position))) {
      this.many(isInName);
    } else if (glob[this.position] === '/') {
      // Folders, each with its slash, or none.
      this.position++;
      const fork = this.steps.length;
      this.steps.push({ next: [fork + 1, fork + 4] });
      this.many(isAny);
      this.take(isSlash);
    } else {
      this.many(isAny);
    }
  }

  private characters(): void {
    const source = /^(!|\^)?(\]?[^\]/]*)\]/.exec(this.glob.slice(this.position));
    if (source === null) {
      this.take((other) => other === '[');
      return;
    }
    this.position += source[0].length;
    const [, not, list = ''] = source;
    const ranges = Array.from(list.matchAll(/([^])(?:-([^]))?/g), ([, from = '', to = from]) => ({
      from,
      to,
    }));
    const isListed = (other: string) => ranges.some(({ from, to }) => from <= other && other <= to);
    this.take((other) => other !== '/' && isListed(other) === (not === undefined));
  }

  private closes(): boolean {
    return this.glob.includes('}', this.position);
  }

  private alternatives(): void {
    const fork: Step = { next: [] };
    this.steps.push(fork);
    const ends: Step[] = [];
    do {
      fork.next.push(this.steps.length);
      this.sequence(true);
      const end: Step = { next: [] };
      this.steps.push(end);
      ends.push(end);
    } while (this.glob.charAt(this.position++) === ',');
    ends.forEach((end) => end.next.push(this.steps.length));
  }
}
