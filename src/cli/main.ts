import fs from 'node:fs';
import path from 'node:path';
import { nodeFiles } from '../host/documents/scan/nodeFiles';
import { run, wantsColours } from './run';

/** Of the package that the bundle is in. */
function version(): string {
  const manifest: unknown = JSON.parse(
    fs.readFileSync(path.join(__dirname, '..', 'package.json'), 'utf8'),
  );
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : '';
}

const { stdout, stderr, env, argv } = process;

for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever read has read enough, as `head` does.
    if (error.code !== 'EPIPE') {
      throw error;
    }
  });
}

void run(argv.slice(2), {
  workingFolder: process.cwd(),
  files: nodeFiles,
  version: version(),
  isColoured: wantsColours(stdout, env),
  out: (text) => void stdout.write(text),
  error: (text) => void stderr.write(text),
}).then((status) => {
  // The streams are not empty yet: the process ends by itself when they are.
  process.exitCode = status;
});
