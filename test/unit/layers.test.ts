import assert from 'node:assert/strict';
import fs from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { root } from '../support/paths';

const source = path.join(root, 'src');

/** What each layer may import besides itself, and which packages where that is limited. */
const layers: Record<string, { readonly from: readonly string[]; readonly packages?: RegExp }> = {
  core: { from: [], packages: /(?!)/ },
  protocol: { from: ['core'], packages: /^valibot$/ },
  imaging: { from: ['core'] },
  providers: { from: ['core'] },
  documents: { from: ['core'] },
  cli: { from: ['core', 'documents', 'host'], packages: /(?!)/ },
  host: { from: ['core', 'protocol', 'imaging', 'providers', 'documents'] },
  features: { from: ['core', 'protocol', 'imaging', 'providers', 'documents', 'host'] },
  webview: { from: ['core', 'protocol'] },
  extension: { from: ['core', 'protocol', 'host', 'features'] },
};

/** The rooms of a layer, each with the rooms whose values it may use; files beside them are open to all. */
const rooms: Record<string, Record<string, readonly string[]>> = {
  core: {
    images: [],
    connections: [],
    cost: ['images', 'connections'],
    conversation: ['images', 'cost'],
    places: ['images'],
    work: [],
    altText: ['conversation', 'images', 'work'],
  },
  providers: {
    batch: ['endpoints', 'request', 'reply'],
    models: ['endpoints', 'request', 'reply'],
    endpoints: [],
    request: ['endpoints', 'reply'],
    reply: [],
    vision: ['endpoints', 'request', 'reply'],
  },
  imaging: {
    structure: [],
    reader: [],
    engine: ['structure'],
    svg: ['structure'],
    formats: ['structure', 'svg'],
    worker: ['structure', 'formats', 'reader'],
  },
  host: {
    images: [],
    errors: ['images'],
    connections: ['images'],
    panel: ['errors', 'images', 'connections'],
    conversation: ['panel', 'errors', 'images', 'connections'],
    documents: ['images', 'conversation'],
  },
  webview: {
    shared: [],
    markdown: ['shared'],
    viewer: ['shared'],
    conversation: ['shared', 'markdown', 'viewer'],
    altTextReview: ['shared', 'viewer'],
  },
};

const mayImportVscode = ['host', 'features', 'extension'];
const mayImportNode = ['cli', 'imaging', 'host', 'features', 'extension'];

/** VS Code puts its own in the place of these, by this spelling only. */
const bareOnPurpose = [
  'host/images/download/download.ts: http',
  'host/images/download/download.ts: https',
];

interface Import {
  readonly file: string;
  readonly target: string;
  /** It is there when the program runs, and at once. */
  readonly isValue: boolean;
}

const segment = (file: string, index: number): string =>
  file.replace(/\.ts$/, '').split('/')[index] ?? '';
const layerOf = (file: string): string => segment(file, 0);

function importsOf(file: string): Import[] {
  const text = fs.readFileSync(path.join(source, file), 'utf8');
  const found: Import[] = [];
  const add = (node: ts.Node | undefined, isValue: boolean): void => {
    if (node && ts.isStringLiteral(node)) {
      found.push({ file, target: node.text, isValue });
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, !isTypeOnly(node.importClause));
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, !node.isTypeOnly);
    } else if (ts.isCallExpression(node)) {
      const isRequire = node.expression.getText() === 'require';
      const isDynamic = node.expression.kind === ts.SyntaxKind.ImportKeyword;
      add(isRequire || isDynamic ? node.arguments[0] : undefined, isRequire);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, false);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  const names = clause?.namedBindings;
  return (
    clause !== undefined &&
    (clause.phaseModifier === ts.SyntaxKind.TypeKeyword ||
      (clause.name === undefined &&
        names !== undefined &&
        ts.isNamedImports(names) &&
        names.elements.every(({ isTypeOnly }) => isTypeOnly)))
  );
}

const files = fs
  .readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.split(path.sep).join('/'));
const known = new Set(files);

/** The file that a relative import means. */
function inside({ file, target }: Import): string | undefined {
  if (!target.startsWith('.')) {
    return undefined;
  }
  const base = path.posix.join(path.posix.dirname(file), target);
  return [`${base}.ts`, `${base}/index.ts`, base].find((name) => known.has(name)) ?? base;
}

describe('layers', () => {
  const all = files.flatMap(importsOf);
  const wrong = (isWrong: (item: Import, target: string | undefined) => boolean): string[] =>
    all
      .filter((item) => isWrong(item, inside(item)))
      .map(({ file, target }) => `${file} imports ${target}`);

  it('finds the imports', () => {
    assert.ok(all.length > 300);
    assert.ok(all.some(({ target }) => target === 'vscode'));
    assert.ok(all.some(({ isValue }) => isValue) && all.some(({ isValue }) => !isValue));
  });

  it('knows every layer and every room', () => {
    assert.deepEqual(
      [...new Set(files.map(layerOf))].filter((layer) => !(layer in layers)),
      [],
    );
    const folders = files.filter((file) => file.split('/').length > 2 && layerOf(file) in rooms);
    assert.deepEqual(
      folders.filter((file) => !(segment(file, 1) in (rooms[layerOf(file)] ?? {}))),
      [],
    );
  });

  it('import only from the layers below', () => {
    assert.deepEqual(
      wrong(
        ({ file }, target) =>
          target !== undefined &&
          layerOf(target) !== layerOf(file) &&
          layers[layerOf(file)]?.from.includes(layerOf(target)) !== true,
      ),
      [],
    );
  });

  it('use values of the rooms only that they may', () => {
    assert.deepEqual(
      wrong(({ file, isValue }, target) => {
        const layer = layerOf(file);
        const [from, to] = [segment(file, 1), target === undefined ? '' : segment(target, 1)];
        const known = rooms[layer];
        return (
          isValue &&
          target !== undefined &&
          layerOf(target) === layer &&
          known !== undefined &&
          from in known &&
          to in known &&
          from !== to &&
          known[from]?.includes(to) !== true
        );
      }),
      [],
    );
  });

  it('let no room use what uses it', () => {
    const circles = Object.values(rooms).flatMap((known) => {
      const reach = (from: string, seen: ReadonlySet<string> = new Set()): string[] =>
        (known[from] ?? []).flatMap((to) =>
          seen.has(to) ? [] : [to, ...reach(to, new Set([...seen, to]))],
        );
      return Object.keys(known).filter((room) => reach(room).includes(room));
    });
    assert.deepEqual(circles, []);
  });

  it('hold no circle of values', () => {
    const uses = new Map<string, string[]>();
    for (const item of all) {
      const target = item.isValue ? inside(item) : undefined;
      if (target !== undefined) {
        uses.set(item.file, [...(uses.get(item.file) ?? []), target]);
      }
    }
    const done = new Set<string>();
    const circles: string[] = [];
    const follow = (file: string, way: readonly string[]): void => {
      const start = way.indexOf(file);
      if (start >= 0) {
        circles.push([...way.slice(start), file].join(' → '));
      } else if (!done.has(file)) {
        for (const next of uses.get(file) ?? []) {
          follow(next, [...way, file]);
        }
        done.add(file);
      }
    };
    files.forEach((file) => follow(file, []));
    assert.deepEqual(circles, []);
  });

  it('import no feature from a feature', () => {
    assert.deepEqual(
      wrong(
        ({ file }, target) =>
          layerOf(file) === 'features' &&
          target !== undefined &&
          layerOf(target) === 'features' &&
          segment(target, 1) !== segment(file, 1),
      ),
      [],
    );
  });

  it('import vscode, Node modules and packages only where they may', () => {
    const isNode = (target: string): boolean =>
      target.startsWith('node:') || builtinModules.includes(target);
    assert.deepEqual(
      wrong(({ file, target }) => {
        const layer = layerOf(file);
        const isPackage = !target.startsWith('.') && target !== 'vscode' && !isNode(target);
        return (
          (target === 'vscode' && !mayImportVscode.includes(layer)) ||
          (isNode(target) && !mayImportNode.includes(layer)) ||
          (builtinModules.includes(target) && !bareOnPurpose.includes(`${file}: ${target}`)) ||
          (isPackage && layers[layer]?.packages?.test(target) === false)
        );
      }),
      [],
    );
  });

  it('call no command of a feature from the host', () => {
    const callers = files.filter(
      (file) =>
        layerOf(file) === 'host' &&
        /executeCommand\(\s*['"`]sightline\./.test(
          fs.readFileSync(path.join(source, file), 'utf8'),
        ),
    );
    assert.deepEqual(callers, []);
  });
});
