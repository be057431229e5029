/* global require, exports */
// What the imaging chunks need beside them in dist, for esbuild.js.
const fs = require('node:fs');
const path = require('node:path');

const vips = path.dirname(require.resolve('wasm-vips'));
const tesseract = path.dirname(require.resolve('tesseract.js/package.json'));
const core = path.dirname(require.resolve('tesseract.js-core/package.json'));
const english = path.dirname(require.resolve('@tesseract.js-data/eng/package.json'));

/** The one build of Tesseract that is shipped: it needs relaxed SIMD, which Node 22 has and Node 20 lacks. */
const coreName = 'tesseract-core-relaxedsimd-lstm';

const files = {
  // libvips starts threads from this very file, so it is not bundled.
  'vips-node.js': path.join(vips, 'vips-node.js'),
  'vips.wasm': path.join(vips, 'vips.wasm'),
  [`${coreName}.wasm`]: path.join(core, `${coreName}.wasm`),
  'eng.traineddata.gz': path.join(english, '4.0.0_best_int', 'eng.traineddata.gz'),
  'licenses/wasm-vips.txt': path.join(vips, '..', 'LICENSE'),
  'licenses/wasm-vips-third-party.md': path.join(vips, '..', 'THIRD-PARTY-NOTICES.md'),
  'licenses/tesseract.md': path.join(tesseract, 'LICENSE.md'),
};

/** Modules kept out of the bundles since they are never reached: tesseract.js's fetch for old Node. */
exports.external = ['node-fetch'];

/** Scripts with a bundle of their own: tesseract.js's worker, which must be a file. */
exports.entryPoints = { tesseractWorker: 'tesseract.js/src/worker-script/node/index.js' };

/** `require('wasm-vips')` loads the copy in dist, and whichever core tesseract.js picks is the shipped one. */
exports.plugin = {
  name: 'imaging-assets',
  setup(build) {
    build.onResolve({ filter: /^wasm-vips$/ }, () => ({ path: './vips-node.js', external: true }));
    build.onResolve({ filter: /^tesseract\.js-core\// }, () => ({
      path: path.join(core, `${coreName}.js`),
    }));
  },
};

/** Copies WebAssembly, trained data and licences into the folder `dist`. */
exports.copyTo = (dist) => {
  for (const [name, source] of Object.entries(files)) {
    const target = path.join(dist, name);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.copyFileSync(source, target);
  }
};
