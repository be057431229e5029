import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Names the variable by which a process tells whose it is, also when its parent has gone. */
export const ownerVariable = 'SIGHTLINE_TEST_OWNER';

/** How often a tree is looked for again, and the milliseconds between: an ended process needs some. */
const rounds = 100;
const pause = 20;

interface Process {
  readonly pid: number;
  readonly parent: number;
}

/**
 * Ends a process at once with all that it started, in process groups and sessions of their own too.
 * On Linux what has lost its parent is found by `owner`, the value of its `ownerVariable`.
 */
export function endTree(pid: number | undefined, owner: string): void {
  if (process.platform === 'win32') {
    if (pid !== undefined) {
      spawnSync('taskkill', ['/pid', String(pid), '/T', '/F']);
    }
    return;
  }
  // What is started while the others are being ended is found the next time.
  let tree = treeOf(pid, owner);
  for (let round = 0; tree.length > 0 && round < rounds; round++) {
    tree.forEach(end);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    tree = treeOf(undefined, owner);
  }
}

/** The processes of a tree, the first ones first. */
export function treeOf(pid: number | undefined, owner: string): number[] {
  const all = processes();
  const found = new Set<number>(pid === undefined ? [] : [pid]);
  for (const { pid: other } of all) {
    if (other !== process.pid && isOwned(other, owner)) {
      found.add(other);
    }
  }
  for (let before = -1; before !== found.size;) {
    before = found.size;
    all.filter(({ parent }) => found.has(parent)).forEach((child) => found.add(child.pid));
  }
  return all.map((one) => one.pid).filter((one) => found.has(one));
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has gone by itself.
  }
}

function isOwned(pid: number, owner: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`${ownerVariable}=${owner}\0`);
  } catch {
    return false;
  }
}

/** All processes that live: a zombie has ended. */
function processes(): Process[] {
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' });
    return stdout.split('\n').flatMap((line) => {
      const [pid, parent, state = 'Z'] = line.trim().split(/\s+/);
      return state.startsWith('Z') ? [] : [{ pid: Number(pid), parent: Number(parent) }];
    });
  }
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? processOf(name) : []));
}

/** Source: proc_pid_stat(5). The program's name in parentheses may itself hold any character. */
function processOf(pid: string): Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? [] : [{ pid: Number(pid), parent: Number(parent) }];
  } catch {
    return [];
  }
}
