import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

const unzip = promisify(gunzip);

/** No archive of a language is larger, unpacked, in bytes. */
const mostUnpacked = 64 * 1024 * 1024;

const block = 512;

/**
 * The bytes of one regular file of a gzipped tar archive, by its whole name; undefined where there is none. Nothing is
 * written, so that no name in the archive leads anywhere. Rejects where the archive is broken. Format: POSIX.1-1988
 * (ustar).
 */
export async function fileInArchive(
  archive: Uint8Array,
  name: string,
): Promise<Uint8Array | undefined> {
  const tar = await unzip(archive, { maxOutputLength: mostUnpacked });
  for (let at = 0; at + block <= tar.length;) {
    const size = Number.parseInt(textAt(tar, at + 124, 12).trim() || '0', 8);
    if (!Number.isSafeInteger(size) || size < 0) {
      throw new Error('The archive is broken.');
    }
    const kind = textAt(tar, at + 156, 1);
    const body = at + block;
    if (textAt(tar, at, 100) === name && (kind === '0' || kind === '')) {
      return body + size <= tar.length ? tar.subarray(body, body + size) : undefined;
    }
    at = body + Math.ceil(size / block) * block;
  }
  return undefined;
}

/** A text that a zero byte may end before its field does. */
function textAt(tar: Buffer, start: number, length: number): string {
  return tar.toString('latin1', start, start + length).split('\0', 1)[0] ?? '';
}
