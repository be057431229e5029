import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../support/paths';

const source = path.join(root, 'src');

/** What each layer may import besides itself. */
const allowed: Record<string, readonly string[]> = {
  core: [],
  protocol: ['core'],
  imaging: ['core'],
  providers: ['core'],
  documents: ['core'],
  host: ['core', 'protocol', 'imaging', 'providers', 'documents'],
  features: ['core', 'protocol', 'imaging', 'providers', 'documents', 'host'],
  webview: ['core', 'protocol'],
  extension: ['core', 'protocol', 'host', 'features'],
};

const mayImportVscode = ['host', 'features', 'extension'];
const mayImportNode = ['imaging', 'host', 'features', 'extension'];

interface Import {
  readonly file: string;
  readonly target: string;
}

const layerOf = (file: string): string => file.replace(/\.ts$/, '').split('/')[0] ?? '';
const featureOf = (file: string): string => file.replace(/\.ts$/, '').split('/')[1] ?? '';

function imports(): Import[] {
  return fs
    .readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.split(path.sep).join('/'))
    .flatMap((file) => {
      const text = fs.readFileSync(path.join(source, file), 'utf8');
      const found = text.matchAll(/(?:from|import|require)\s*\(?\s*['"]([^'"]+)['"]/g);
      return [...found].map(([, target = '']) => ({ file, target }));
    });
}

function inside({ file, target }: Import): string | undefined {
  return target.startsWith('.') ? path.posix.join(path.posix.dirname(file), target) : undefined;
}

describe('layers', () => {
  const all = imports();

  it('finds the imports', () => {
    assert.ok(all.length > 100);
    assert.ok(all.some(({ target }) => target === 'vscode'));
  });

  it('knows every layer', () => {
    assert.deepEqual(
      all.map(({ file }) => layerOf(file)).filter((layer) => !Object.hasOwn(allowed, layer)),
      [],
    );
  });

  it('imports only from the layers below', () => {
    const wrong = all.filter((item) => {
      const target = inside(item);
      const layer = layerOf(item.file);
      return (
        target !== undefined &&
        layerOf(target) !== layer &&
        allowed[layer]?.includes(layerOf(target)) !== true
      );
    });
    assert.deepEqual(wrong, []);
  });

  it('imports no feature from a feature', () => {
    const wrong = all.filter((item) => {
      const target = inside(item);
      return (
        layerOf(item.file) === 'features' &&
        target !== undefined &&
        layerOf(target) === 'features' &&
        featureOf(target) !== featureOf(item.file)
      );
    });
    assert.deepEqual(wrong, []);
  });

  it('imports vscode and Node modules only where they may be', () => {
    const wrong = all.filter(
      ({ file, target }) =>
        (target === 'vscode' && !mayImportVscode.includes(layerOf(file))) ||
        (target.startsWith('node:') && !mayImportNode.includes(layerOf(file))),
    );
    assert.deepEqual(wrong, []);
  });

  it('imports no package in core', () => {
    assert.deepEqual(
      all.filter(({ file, target }) => layerOf(file) === 'core' && !target.startsWith('.')),
      [],
    );
  });
});
