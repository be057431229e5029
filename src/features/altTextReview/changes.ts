import { createHash } from 'node:crypto';
import type { ImageChange } from '../../core/altText/check';
import { isSamePicture, type Fingerprint } from '../../core/images/fingerprint';
import type * as vscode from 'vscode';
import type { ImageFile } from '../../core/images/images';
import { loadImaging } from '../../host/chunks';
import { readImageFile } from '../../host/images/imageFiles';
import { keyOfEntry, type Entry } from './entries';
import type { Entries } from './store';

/** What pictures looked like when their texts were written, and what has become of them. */
export class PictureChanges {
  constructor(
    private readonly entries: Entries,
    private readonly signal: AbortSignal,
  ) {}

  /** Keeps what a picture looks like, so that a change is told from a compression later. */
  async remember(image: vscode.Uri): Promise<string> {
    const file = await readImageFile(image, this.signal);
    const hash = hashOf(file);
    if (this.entries.get(keyOfEntry({ type: 'picture', key: hash })) === undefined) {
      const { width, height, cells } = await this.fingerprint(file);
      const encoded = Buffer.from(cells).toString('base64');
      await this.entries.add({ type: 'picture', key: hash, width, height, cells: encoded });
    }
    return hash;
  }

  /** What has become of an image whose bytes had that hash. Rejects where it cannot be read. */
  async changeOf(image: vscode.Uri, hash: string): Promise<ImageChange | undefined> {
    const file = await readImageFile(image, this.signal);
    if (hashOf(file) === hash) {
      return undefined;
    }
    const before = printOf(this.entries.get(keyOfEntry({ type: 'picture', key: hash })));
    return before !== undefined && isSamePicture(before, await this.fingerprint(file))
      ? 'recompressed'
      : 'changed';
  }

  private async fingerprint(file: ImageFile): Promise<Fingerprint> {
    const { fingerprintOf } = await loadImaging();
    return fingerprintOf(file, this.signal, { priority: 'background' });
  }
}

function hashOf({ bytes }: ImageFile): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function printOf(entry: Entry | undefined): Fingerprint | undefined {
  if (entry?.type !== 'picture') {
    return undefined;
  }
  const { width, height, cells } = entry;
  return { width, height, cells: new Uint8Array(Buffer.from(cells, 'base64')) };
}
