import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../../support/paths';

const source = path.join(root, 'src/imaging');

/** The files of imaging that each file loads, types aside. */
function loads(): Map<string, string[]> {
  const files = fs
    .readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.split(path.sep).join('/'));
  return new Map(
    files.map((file) => {
      const text = fs.readFileSync(path.join(source, file), 'utf8');
      const imports = text.matchAll(
        /^(?:import|export) (?!type )[^;]*?from '(\.[^']+)'|\bimport\('(\.[^']+)'\)/gm,
      );
      const targets = [...imports].map(([, fixed, lazy]) =>
        path.posix.join(path.posix.dirname(file), `${fixed ?? lazy}.ts`),
      );
      return [file, targets.filter((target) => files.includes(target))];
    }),
  );
}

/** The folder of a file; files beside the folders count as folders of their own. */
const folderOf = (file: string): string => file.split('/')[0] ?? file;

function circleIn(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (node: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(node)) {
      return [...trail.slice(trail.indexOf(node)), node];
    }
    if (done.has(node)) {
      return undefined;
    }
    for (const next of graph.get(node) ?? []) {
      const circle = visit(next, [...trail, node]);
      if (circle) {
        return circle;
      }
    }
    done.add(node);
    return undefined;
  };
  return [...graph.keys()].map((node) => visit(node, [])).find((circle) => circle !== undefined);
}

describe('imports within imaging', () => {
  it('would show a circle', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['b']],
    ]);
    assert.deepEqual(circleIn(graph), ['b', 'c', 'b']);
  });

  it('make no circle of files', () => {
    const graph = loads();
    assert.ok([...graph.values()].flat().length > 50);
    assert.equal(circleIn(graph), undefined);
  });

  it('make no circle of folders', () => {
    const folders = new Map<string, string[]>();
    for (const [file, targets] of loads()) {
      const folder = folderOf(file);
      const others = targets.map(folderOf).filter((other) => other !== folder);
      folders.set(folder, [...(folders.get(folder) ?? []), ...others]);
    }
    assert.equal(circleIn(folders), undefined);
  });
});
