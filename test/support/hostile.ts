import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { workspacesFolder } from './pictures';

/** Made by `npm run screenshots`. */
export const hostileFolder = path.join(workspacesFolder, 'hostile');

/** The whole pictures among the hostile files are this wide and high, whatever their name says. */
export const hostileWidth = 160;
export const hostileHeight = 103;

/** Names that break on careless URI or shell handling; each holds a whole PNG. */
export const oddNames = [
  'two words.png',
  'Übergröße ñandú.png',
  '🎉 party 🦊.png',
  '50% off #1 a+b&c.png',
  'UPPER.PNG',
];

/** Writes `test/workspaces/hostile` anew: files whose names or contents are not what they seem. */
export async function writeHostileWorkspace(): Promise<void> {
  const source = sharp(path.join(workspacesFolder, 'demo', 'screenshots', 'dashboard.png')).resize(
    hostileWidth,
    hostileHeight,
  );
  const png = await source.clone().png({ compressionLevel: 9 }).toBuffer();
  const jpeg = await source.clone().jpeg().toBuffer();
  const gif = await source.clone().gif().toBuffer();
  const webp = await source.clone().webp().toBuffer();
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="103"><script/></svg>\n';

  const files: Record<string, Buffer | string> = {
    'empty.png': '',
    'notes.txt': 'A text file in a folder of pictures.\n',
    'text-named.png': 'This is text, whatever the name says.\n',
    'svg-named.png': svg,
    'jpeg-named.png': jpeg,
    'png-without-ending': png,
    'truncated.png': half(png),
    'truncated.jpg': half(jpeg),
    'truncated.gif': half(gif),
    'truncated.webp': half(webp),
    'signature-only.png': png.subarray(0, 8),
    ...Object.fromEntries(oddNames.map((name) => [name, png])),
  };
  await rm(hostileFolder, { recursive: true, force: true });
  await mkdir(hostileFolder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    await writeFile(path.join(hostileFolder, name), content);
  }
}

/** A valid PNG of 2700 × 2700 pixels that is over 20 MB; too large to commit, so tests make it. */
export function oversizedPng(): Promise<Buffer> {
  return sharp({
    create: { width: 2700, height: 2700, channels: 3, background: '#1c6b50' },
  })
    .png({ compressionLevel: 0 })
    .toBuffer();
}

function half(bytes: Buffer): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length / 2));
}
