// Bundles the extension into dist/, the in-host tests into out/host/ and the tests' own extensions into
// out/driver/ and out/models/. Type checks are apart: npm run check.
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');
const assets = require('./src/imaging/assets.js');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const cliOnly = process.argv.includes('--cli');

/** What is loaded on first use or runs in a thread: each becomes a chunk of its own, named by its path. */
const chunks = [
  'src/documents/index.ts',
  'src/features/altTextReview/reviews.ts',
  'src/features/connections/connectionCommands.ts',
  'src/features/generateAltText/inDocuments/index.ts',
  'src/features/generateAltText/job.ts',
  'src/features/history/showHistory.ts',
  'src/host/connections/imageAnalysis/index.ts',
  'src/host/connections/languageModels/index.ts',
  'src/host/conversation/index.ts',
  'src/host/conversation/sending/index.ts',
  'src/host/documents/scan/worker.ts',
  'src/host/images/download/index.ts',
  'src/host/images/languages/index.ts',
  'src/imaging/index.ts',
  'src/imaging/reader/neural/runtime.ts',
  'src/imaging/reader/recognise.ts',
  'src/imaging/worker/worker.ts',
  'src/providers/index.ts',
  ...assets.threads,
];

/** For example `src/host/images/download/index.ts` becomes `host-images-download`. */
function chunkName(file) {
  return file
    .replace(/^src\//, '')
    .replace(/(\/index)?\.ts$/, '')
    .replaceAll('/', '-');
}

/** `import('./x')` stays a lazy load of the chunk of `x`; without such a chunk the build fails. */
const lazyChunks = {
  name: 'lazy-chunks',
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ kind, path: request, resolveDir }) => {
      if (kind !== 'dynamic-import') {
        return undefined;
      }
      const wanted = path.relative(__dirname, path.join(resolveDir, request)).replaceAll('\\', '/');
      const file = chunks.find((chunk) => [`${wanted}.ts`, `${wanted}/index.ts`].includes(chunk));
      return file === undefined
        ? { errors: [{ text: `${wanted} is loaded lazily, but is no chunk in esbuild.js` }] }
        : { path: `./${chunkName(file)}.js`, external: true };
    });
  },
};

/** As a namespace import, the whole API would be copied anew for each module that imports it. */
const vscodeOnce = {
  name: 'vscode-once',
  setup(build) {
    build.onLoad(
      { filter: /[\\/]src[\\/](extension|host|features)\b.*\.ts$/ },
      ({ path: file }) => ({
        contents: fs
          .readFileSync(file, 'utf8')
          .replace("import * as vscode from 'vscode';", "import vscode = require('vscode');"),
        loader: 'ts',
      }),
    );
  },
};

const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'info',
  legalComments: 'none',
};

const node = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  // A chunk is loaded with `require`: `import()` would parse it twice, to find out its format.
  supported: { 'dynamic-import': false },
  plugins: [lazyChunks, vscodeOnce, assets.plugin],
};

/** Built apart, as the extension does not need it: `npm run alt-text` and `npm pack`. */
const cli = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  entryPoints: { cli: 'src/cli/main.ts' },
  banner: { js: '#!/usr/bin/env node' },
  outdir: 'dist',
  logLevel: 'warning',
};

const builds = [
  {
    ...node,
    entryPoints: {
      extension: 'src/extension.ts',
      ...Object.fromEntries(chunks.map((file) => [chunkName(file), file])),
      ...assets.entryPoints,
    },
    outdir: 'dist',
    external: ['vscode', ...assets.external],
  },
  {
    ...shared,
    platform: 'browser',
    format: 'iife',
    target: 'es2023',
    entryPoints: {
      webview: 'src/webview/conversation/main.ts',
      panel: 'media/panel.css',
      review: 'src/webview/altTextReview/main.ts',
      reviewStyle: 'media/review.css',
    },
    tsconfig: 'src/webview/tsconfig.json',
    outdir: 'dist',
  },
  // By itself, since it loads its WebAssembly with a dynamic import of its own.
  {
    ...shared,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    entryPoints: assets.modules,
    outdir: 'dist',
    sourcemap: false,
  },
  !production && {
    ...shared,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    entryPoints: ['test/host/index.ts', 'test/host/*.test.ts'],
    outdir: 'out/host',
    packages: 'external',
  },
  ...(production ? [] : ['driver', 'models']).map((name) => ({
    ...shared,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    entryPoints: ['extension.ts', 'package.json'].map((file) => `test/extensions/${name}/${file}`),
    loader: { '.json': 'copy' },
    outdir: `out/${name}`,
    external: ['vscode'],
  })),
].filter(Boolean);

async function main() {
  if (cliOnly) {
    assets.copyTo('dist', (name) => name === 'licenses/entities.txt');
    await esbuild.build(cli);
    return;
  }
  fs.rmSync('dist', { recursive: true, force: true });
  fs.mkdirSync('out', { recursive: true }); // vsce wants it to be there.
  fs.rmSync('out/host', { recursive: true, force: true });
  assets.copyTo('dist');
  if (watch) {
    const contexts = await Promise.all(builds.map((options) => esbuild.context(options)));
    await Promise.all(contexts.map((context) => context.watch()));
  } else {
    await Promise.all(builds.map((options) => esbuild.build(options)));
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
