import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { fileInArchive } from '../../../src/host/images/languages/archive';
import { fetchLanguage } from '../../../src/host/images/languages/fetchLanguage';
import {
  archiveUrl,
  languageHost,
  memberName,
  offeredLanguages,
  type OfferedLanguage,
} from '../../../src/host/images/languages/offered';
import { closeServers, failureOf } from '../providers/support';
import { never, serving, surroundings } from './internet';

/** A gzipped tar archive of files by their names. */
function archiveOf(files: readonly (readonly [name: string, content: string, kind?: string])[]) {
  const blocks = files.flatMap(([name, content, kind = '0']) => {
    const header = Buffer.alloc(512);
    header.write(name, 0, 'latin1');
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
    header.write(kind, 156, 'latin1');
    const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
    body.write(content, 0, 'latin1');
    return [header, body];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

const member = memberName('deu');
const whole = archiveOf([
  ['package/package.json', '{}'],
  ['package/4.0.0/deu.traineddata.gz', 'the other one'],
  [member, 'data of German'],
]);

function german(archive: Buffer): OfferedLanguage {
  const sha512 = createHash('sha512').update(archive).digest('base64');
  return { code: 'deu', name: 'German', bytes: archive.length, sha512 };
}

async function fetched(
  sent: Buffer,
  known = german(sent),
  progressed: (bytes: number) => void = () => undefined,
): Promise<string> {
  const server = await serving((response) => response.end(sent));
  const data = await fetchLanguage(known, never, progressed, {
    ...surroundings(),
    url: server.url('/deu-1.0.0.tgz'),
  });
  return Buffer.from(data).toString();
}

describe('fetchLanguage', () => {
  afterEach(closeServers);

  it('gives the one file of the archive, and tells how much has come', async () => {
    let most = 0;
    assert.equal(await fetched(whole, german(whole), (bytes) => (most = bytes)), 'data of German');
    assert.equal(most, whole.length);
  });

  it('refuses an archive with another hash', async () => {
    const other = archiveOf([[member, 'data of somebody else']]);
    const known = { ...german(whole), bytes: other.length };
    await assert.rejects(fetched(other, known), { name: 'WrongArchive' });
  });

  it('refuses more bytes than the archive has, as soon as they are announced', async () => {
    const known = { ...german(whole), bytes: whole.length - 1 };
    await failureOf(fetched(whole, known), 'imageTooLarge');
  });

  for (const [what, archive] of [
    ['without the file', archiveOf([['package/index.js', '']])],
    [
      'with names that lead elsewhere',
      archiveOf([
        [`../../${member}`, 'x'],
        [`/${member}`, 'x'],
      ]),
    ],
    ['in which the file is a link', archiveOf([[member, '', '2']])],
    ['that ends in the middle', gzipSync(gunzipSync(whole).subarray(0, 2200))],
    ['that is no archive', Buffer.from('<html>Sign in to the network</html>')],
  ] as const) {
    it(`refuses an archive ${what}`, async () => {
      await assert.rejects(fetched(archive), { name: 'WrongArchive' });
    });
  }

  it('ends with the signal', async () => {
    const cancel = new AbortController();
    const server = await serving((response) => {
      response.write(whole.subarray(0, 10));
      cancel.abort();
    });
    const fetching = fetchLanguage(german(whole), cancel.signal, () => undefined, {
      ...surroundings(),
      url: server.url('/deu-1.0.0.tgz'),
    });
    await assert.rejects(fetching, { name: 'AbortError' });
  });
});

describe('fileInArchive', () => {
  it('does not unpack more than a language can have', async () => {
    const bomb = gzipSync(Buffer.alloc(65 * 1024 * 1024));
    await assert.rejects(fileInArchive(bomb, member), { code: 'ERR_BUFFER_TOO_LARGE' });
  });
});

describe('offeredLanguages', () => {
  it('have a hash and a size, and come from one host over HTTPS', () => {
    for (const { code, sha512, bytes } of offeredLanguages) {
      assert.equal(Buffer.from(sha512, 'base64').length, 64, code);
      assert.ok(bytes > 1_000_000 && bytes < 40_000_000, code);
      const { protocol, host } = archiveUrl(code);
      assert.deepEqual([protocol, host], ['https:', languageHost]);
    }
  });
});
