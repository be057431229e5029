import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { VisionError } from '../../src/core/errors';
import { WrongArchive } from '../../src/host/images/languages/fetchLanguage';
import { Languages, type LanguageSurroundings } from '../../src/host/images/languages/languages';
import { newMemory } from './memory';
import { configure, unconfigure } from './sightline';

describe('languages of the text reader', () => {
  const never = new AbortController().signal;
  let folder: string;
  let asked: string[];
  let fetched: string[];

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'languages-'));
    [asked, fetched] = [[], []];
  });
  afterEach(async () => {
    await unconfigure();
    await rm(folder, { recursive: true, force: true });
  });

  function languages(
    answer: string | undefined,
    fetch: LanguageSurroundings['fetch'] = ({ code }) => {
      fetched.push(code);
      return Promise.resolve(Buffer.from(`data of ${code}`));
    },
  ): Languages {
    return new Languages({
      folder: vscode.Uri.file(path.join(folder, 'kept')),
      memory: newMemory(),
      quickInput: {
        showInformationMessage: (message, { detail = '', modal }) => {
          asked.push(`${modal === true ? 'modal: ' : ''}${message} ${detail}`);
          return Promise.resolve(answer);
        },
      },
      fetch,
    });
  }

  it('are English only, and nothing is asked, where none is set', async () => {
    assert.deepEqual(await languages('Download').chosen(never), { files: [], notes: [] });
    assert.deepEqual(asked, []);
  });

  it('are downloaded once the user agrees, who is told host and size, and are kept', async () => {
    await configure({ 'readText.languages': ['deu'] });
    const chosen = languages('Download');
    const both = await Promise.all([chosen.chosen(never), chosen.chosen(never)]);
    await chosen.chosen(never);
    const file = path.join(folder, 'kept', 'deu.traineddata.gz');
    for (const { files, notes } of both) {
      assert.deepEqual([files, notes], [[{ code: 'deu', file }], []]);
    }
    assert.equal(await readFile(file, 'utf8'), 'data of deu');
    assert.deepEqual(fetched, ['deu']);
    assert.equal(asked.length, 1);
    assert.match(asked[0] ?? '', /^modal: .*German\? 9 MB from registry\.npmjs\.org/);
  });

  it('are not asked about again after a no, until the setting has been without them', async () => {
    await configure({ 'readText.languages': ['fra'] });
    const chosen = languages(undefined);
    for (let time = 0; time < 2; time++) {
      const { files, notes } = await chosen.chosen(never);
      assert.deepEqual(files, []);
      assert.match(notes.join(), /French is not there, so the text was read as English/);
    }
    assert.equal(asked.length, 1);
    await configure({ 'readText.languages': [] });
    await chosen.chosen(never);
    await configure({ 'readText.languages': ['fra'] });
    await chosen.chosen(never);
    assert.equal(asked.length, 2);
    assert.deepEqual(fetched, []);
  });

  it('are taken from a folder without a question', async () => {
    const given = path.join(folder, 'given');
    await mkdir(given);
    await writeFile(path.join(given, 'isl.traineddata'), 'Icelandic');
    await configure({ 'readText.languages': ['isl', 'eng'], 'readText.languageFolder': given });
    const { files, notes } = await languages('Download').chosen(never);
    assert.deepEqual(files, [{ code: 'isl', file: path.join(given, 'isl.traineddata') }]);
    assert.deepEqual([notes, asked], [[], []]);
  });

  it('are named where nothing is known of them, and lead nowhere', async () => {
    await configure({ 'readText.languages': ['xyz', '../deu'] });
    const { files, notes } = await languages('Download').chosen(never);
    assert.deepEqual([files, asked], [[], []]);
    assert.match(notes[0] ?? '', /`xyz`.*`xyz\.traineddata\.gz`/);
  });

  const failures: [string, Error, RegExp][] = [
    [
      'the network fails',
      new VisionError('urlUnreachable', { code: 'ENOTFOUND' }),
      /could not be downloaded .*\(ENOTFOUND\).* proxy settings of VS Code, or put `deu\.traineddata\.gz`/,
    ],
    ['something else came', new WrongArchive(), /is not what was published, so it was not kept/],
  ];
  for (const [what, error, words] of failures) {
    it(`are read as English with what mends it where ${what}`, async () => {
      await configure({ 'readText.languages': ['deu'] });
      const { files, notes } = await languages('Download', () => Promise.reject(error)).chosen(
        never,
      );
      assert.deepEqual(files, []);
      assert.match(notes.join(), words);
    });
  }
});
