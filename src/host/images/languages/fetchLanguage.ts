import { createHash } from 'node:crypto';
import { download, type Surroundings } from '../download/download';
import { fileInArchive } from './archive';
import { archiveUrl, memberName, type OfferedLanguage } from './offered';

/** What came is not the archive whose hash is known. */
export class WrongArchive extends Error {
  override readonly name = 'WrongArchive';
}

const milliseconds = 10 * 60_000;

/**
 * Downloads the archive of a language, checks its hash and gives the language's data, still gzipped. `progressed` gets
 * the bytes that have come. Rejects as `download` does, with `WrongArchive`, and with the reason of `signal`.
 */
export async function fetchLanguage(
  { code, bytes, sha512 }: OfferedLanguage,
  signal: AbortSignal,
  progressed: (bytes: number) => void,
  { url = archiveUrl(code), ...surroundings }: Partial<Surroundings> & { readonly url?: URL } = {},
): Promise<Uint8Array> {
  const archive = await download(url, signal, {
    accept: 'application/octet-stream',
    mostBytes: bytes,
    milliseconds,
    progressed,
    ...surroundings,
  });
  if (createHash('sha512').update(archive).digest('base64') !== sha512) {
    throw new WrongArchive();
  }
  const data = await fileInArchive(archive, memberName(code)).catch((error: unknown) => {
    throw new WrongArchive('broken', { cause: error });
  });
  if (data === undefined) {
    throw new WrongArchive();
  }
  return data;
}
