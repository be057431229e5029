import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../../support/paths';

const assets = createRequire(path.join(root, 'package.json'))('./src/imaging/assets.js') as {
  copyTo(folder: string): void;
};

/** A folder with what the decoders need beside them, as `dist` has it. */
export async function decoderFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'formats-'));
  assets.copyTo(folder);
  await build({
    entryPoints: {
      'imaging-formats-svgThread': path.join(root, 'src/imaging/formats/svgThread.ts'),
    },
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    logLevel: 'silent',
  });
  return { folder, remove: () => rm(folder, { recursive: true }) };
}
