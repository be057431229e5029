import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { launchDrivenEditor } from '../support/editor/drivenEditor';
import { root } from '../support/paths';
import type { Random } from './random';
import { Server, Words, type ServerName } from './servers';
import { Stage } from './stage';

const names = ['oak', 'elm', 'ash', 'fir', 'yew', 'bay'];

/** Starts the servers and an editor on a folder of small images. */
export async function openStage(
  random: Random,
): Promise<{ readonly stage: Stage; readonly close: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sightline-soak-'));
  const closers = [() => rm(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) {
      await closer();
    }
  };
  try {
    const workspace = path.join(folder, 'pictures');
    const images = await makeImages(workspace);
    const words = new Words();
    const servers = {
      agreed: await Server.start('agreed', 'azure', { kind: 'azure', key: 'key-one' }, words),
      asked: await Server.start('asked', 'openai', { kind: 'openai', key: 'key-two' }, words),
      // Whatever came to it would be answered: it wants no key.
      never: await Server.start('never', 'openai', { kind: 'llamacpp' }, words),
    };
    closers.push(...Object.values(servers).map((server) => () => server.close()));
    const connections = Object.values(servers).map(({ connection }) => connection);
    const settings = (using: ServerName): Record<string, unknown> => ({
      'sightline.connections': connections,
      'sightline.connection': using,
      'sightline.history.conversations': 10_000,
    });
    const editor = await launchDrivenEditor({
      workspace,
      extension: { folder: await copyExtension(path.join(folder, 'extension')) },
      settings: settings('agreed'),
      env: {
        AZURE_OPENAI_ENDPOINT: servers.agreed.url,
        AZURE_OPENAI_API_KEY: 'key-one',
        OPENAI_BASE_URL: servers.asked.connection.endpoint,
        OPENAI_API_KEY: 'key-two',
      },
    });
    closers.push(() => editor.close());
    return { stage: new Stage(editor, servers, random, images, settings), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Each reload of the window loads the extension anew: it must not change with a build meanwhile. */
async function copyExtension(folder: string): Promise<string> {
  for (const name of ['dist', 'l10n', 'media', 'package.json', 'package.nls.json']) {
    await cp(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  return folder;
}

/** Writes pictures of different sizes; their file names come out. */
async function makeImages(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const files = names.map((name, index) => [`${name}.png`, 40 + 8 * index] as const);
  for (const [file, width] of files) {
    const background = { r: 4 * width, g: 90, b: 200 - width };
    const picture = sharp({ create: { width, height: 48, channels: 3, background } });
    await picture.png().toFile(path.join(folder, file));
  }
  return files.map(([file]) => file);
}
