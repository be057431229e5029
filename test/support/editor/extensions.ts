import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { collect, spawnServer, type ServerOptions } from './server';

/** The folder of an unpacked extension, or a packaged one. */
export type ExtensionSource = { readonly folder: string } | { readonly vsix: string };

/** Installs an extension into `options.extensionsDir` before the server starts. */
export async function installExtension(
  options: ServerOptions,
  source: ExtensionSource,
): Promise<void> {
  await ('vsix' in source
    ? installPackage(options, source.vsix)
    : registerFolder(options.extensionsDir, source.folder));
}

async function installPackage(options: ServerOptions, vsix: string): Promise<void> {
  const child = await spawnServer(options, ['--install-extension', path.resolve(vsix), '--force']);
  const output = collect(child);
  const code = await new Promise((resolve, reject) => {
    child.once('close', resolve).once('error', reject);
  });
  if (code !== 0 || !output.text.includes('successfully installed')) {
    throw new Error(`${vsix} could not be installed:\n${output.text}`);
  }
}

/** Lists a folder among the installed extensions, as "Install Extension from Location" does. */
async function registerFolder(extensionsDir: string, folder: string): Promise<void> {
  const manifest = await readFile(path.join(folder, 'package.json'), 'utf8');
  const { publisher, name, version } = JSON.parse(manifest) as Record<string, string | undefined>;
  const entry = {
    identifier: { id: `${publisher ?? ''}.${name ?? ''}` },
    version,
    location: { $mid: 1, scheme: 'file', path: decodeURI(pathToFileURL(folder).pathname) },
    metadata: { source: 'vsix' },
  };
  await mkdir(extensionsDir, { recursive: true });
  const list = path.join(extensionsDir, 'extensions.json');
  const others = await readFile(list, 'utf8').catch(() => '[]');
  await writeFile(list, JSON.stringify([...(JSON.parse(others) as unknown[]), entry]));
}
