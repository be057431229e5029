import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { nodeFiles } from '../../../src/host/documents/scan/nodeFiles';
import { run, wantsColours, type Process } from '../../../src/cli/run';
import { everyFinding, everything, treeOf } from './tree';

interface Ended {
  readonly status: number;
  readonly out: string;
  readonly error: string;
}

async function runIn(
  folder: string,
  args: readonly string[],
  others: Partial<Process> = {},
): Promise<Ended> {
  let [out, error] = ['', ''];
  const status = await run(args, {
    workingFolder: folder,
    files: nodeFiles,
    version: '1.2.3',
    isColoured: false,
    out: (text) => (out += text),
    error: (text) => (error += text),
    ...others,
  });
  return { status, out, error };
}

/** The findings of a text report, as `path:line rule`. */
function found(out: string): string[] {
  return out
    .split('\n\n')
    .slice(0, -1)
    .flatMap((part) => part.split('\n'))
    .map((line) =>
      line.replace(
        /^(.*?)(?::(\d+):\d+)? {2}.* {2}(\w+)$/,
        (_, at, number, rule) =>
          `${String(at)}${number === undefined ? '' : `:${String(number)}`} ${String(rule)}`,
      ),
    );
}

const missing = (...names: string[]) => names.map((name) => `${name}:1 missing`);
const picture = '![](a.png)\n';

describe('the command line', function () {
  this.timeout(20_000);
  const folders: string[] = [];
  const tree = (files: Record<string, string>) => {
    const folder = treeOf(files);
    folders.push(folder);
    return folder;
  };

  after(() => folders.forEach((folder) => fs.rmSync(folder, { recursive: true, force: true })));

  it('finds everything', async () => {
    const { status, out, error } = await runIn(tree(everything), ['check']);
    assert.deepEqual(found(out), everyFinding);
    assert.deepEqual([status, error], [1, '']);
    assert.match(out, /\n\n6 errors, 12 warnings and 1 note in 2 documents with 20 images\.\n$/);
  });

  it('finds nothing where all is well, with status 0', async () => {
    const folder = tree({ 'a.md': '![The form](a.png)\n', 'a.png': '' });
    assert.deepEqual(await runIn(folder, ['check']), {
      status: 0,
      out: 'Nothing found in 1 document with 1 image.\n',
      error: '',
    });
  });

  it('ends with status 0 for notes alone', async () => {
    const folder = tree({ 'a.png': '' });
    const { status, out } = await runIn(folder, ['check']);
    assert.deepEqual([status, found(out)], [0, ['a.png unreferencedImage']]);
  });

  it('ends with status 1 for warnings alone', async () => {
    const folder = tree({ 'a.md': '![Photo of a form](a.png)\n', 'a.png': '' });
    const { status, out } = await runIn(folder, ['check']);
    assert.deepEqual([status, found(out)], [1, ['a.md:1 redundantOpening']]);
  });

  it('looks at the files and folders that are named, each once', async () => {
    const folder = tree({
      'a.md': picture,
      'b/c.md': picture,
      'b/d.html': '<img src="a.png">',
      'e.md': picture,
      'a.png': '',
      'b/a.png': '',
    });
    const { out } = await runIn(folder, ['check', 'b', 'a.md', './b/c.md', path.join(folder, 'b')]);
    assert.deepEqual(found(out), missing('a.md', 'b/c.md', 'b/d.html'));
  });

  it('names what is above the working directory in full', async () => {
    const folder = tree({ 'a.md': picture, 'a.png': '', 'sub/x.txt': '' });
    const { out } = await runIn(path.join(folder, 'sub'), ['check', '../a.md']);
    assert.deepEqual(found(out), missing(`${folder}/a.md`));
  });

  it('names files as in the repository for GitHub, wherever it runs', async () => {
    const folder = tree({ '.git': 'gitdir: /x', 'docs/a.md': picture, 'docs/a.png': '' });
    const { out } = await runIn(path.join(folder, 'docs'), ['check', '--format', 'github']);
    assert.match(out, /^::error file=docs\/a\.md,line=1,/);
    const sarif = await runIn(path.join(folder, 'docs'), ['check', '--format=sarif']);
    assert.match(sarif.out, /"uri": "docs\/a\.md"/);
    const text = await runIn(path.join(folder, 'docs'), ['check']);
    assert.match(text.out, /^a\.md:1:1 /);
  });

  it('finds images from the root of the site', async () => {
    const folder = tree({
      'site/mkdocs.yml': '',
      'site/docs/deep/a.md': '![The form](/img/a.png) ![The list](/img/b.png)\n',
      'site/docs/img/a.png': '',
    });
    const { out } = await runIn(folder, ['check', 'site']);
    assert.deepEqual(found(out), ['site/docs/deep/a.md:1 brokenImage']);
  });

  describe('follows', () => {
    const strict = JSON.stringify({ altText: { rules: { forbidden: ['form'] } } });
    const free = JSON.stringify({ altText: { rules: { forbidden: ['list'] } } });
    const text = '![The form](a.png)\n';

    it('the file of the working directory before one below', async () => {
      const folder = tree({
        '.sightline.json': strict,
        'b/.sightline.json': free,
        'b/a.md': text,
        'b/a.png': '',
      });
      const { out } = await runIn(folder, ['check', 'b']);
      assert.deepEqual(found(out), ['b/a.md:1 forbidden']);
    });

    it('the nearest file above a path, up to .git', async () => {
      const files = { '.sightline.json': strict, 'b/c/a.md': text, 'b/c/a.png': '' };
      const above = await runIn(path.join(tree(files), 'b', 'c'), ['check']);
      assert.deepEqual(found(above.out), ['a.md:1 forbidden']);
      const apart = tree({ ...files, 'b/.git/HEAD': '' });
      const { status } = await runIn(path.join(apart, 'b', 'c'), ['check']);
      assert.equal(status, 0);
    });

    it('the file of another repository than the working directory’s', async () => {
      const folder = tree({
        'one/.sightline.json': strict,
        'one/.git/HEAD': '',
        'two/.git/HEAD': '',
        'two/a.md': text,
        'two/a.png': '',
      });
      const { status } = await runIn(path.join(folder, 'one'), ['check', '../two']);
      assert.equal(status, 0);
    });

    it('its folders, for files that are named too', async () => {
      const folder = tree({
        '.sightline.json': JSON.stringify({
          folders: { include: ['docs/**'], exclude: ['docs/old'] },
        }),
        'README.md': picture,
        'docs/a.md': picture,
        'docs/old/b.md': picture,
        'docs/a.png': '',
      });
      const whole = await runIn(folder, ['check']);
      assert.deepEqual(found(whole.out), missing('docs/a.md'));
      const named = await runIn(folder, ['check', 'docs/old', 'docs/old/b.md', 'README.md']);
      assert.deepEqual(
        [named.status, named.out],
        [0, 'Nothing found in 0 documents with 0 images.\n'],
      );
      const below = await runIn(path.join(folder, 'docs'), ['check']);
      assert.deepEqual(found(below.out), missing('a.md'));
    });

    it('its language', async () => {
      const altText = { style: 'github', language: 'Finnish' };
      const files = {
        'a.md': '![Näyttökuva lomakkeesta, jonka alla on virheilmoitus.](a.png)\n',
        'a.png': '',
      };
      const folder = tree({ '.sightline.json': JSON.stringify({ altText }), ...files });
      assert.equal((await runIn(folder, ['check'])).status, 0);
    });
  });

  describe('tells on standard error, and goes on,', () => {
    it('which keys of the file are not known', async () => {
      const folder = tree({ '.sightline.json': '{"altText":{"stile":1},"model":"x"}' });
      const { status, error } = await runIn(folder, ['check']);
      assert.equal(status, 0);
      assert.equal(
        error,
        `sightline-alt-text: ${folder}/.sightline.json: not known, and ignored: model, altText.stile.\n`,
      );
    });

    it('which folders cannot be read', async () => {
      const folder = tree({ 'a.md': picture, 'a.png': '', 'secret/b.md': picture });
      const { status, out, error } = await runIn(folder, ['check'], {
        files: {
          ...nodeFiles,
          list: (path) =>
            path.endsWith('/secret')
              ? Promise.reject(new Error("EACCES: permission denied, scandir '/secret'"))
              : nodeFiles.list(path),
        },
      });
      assert.equal(
        error,
        `sightline-alt-text: ${folder}/secret cannot be read, and is left out: EACCES: permission denied.\n`,
      );
      assert.deepEqual([status, found(out)], [1, missing('a.md')]);
    });

    it('which documents cannot be read, or are too large', async () => {
      const folder = tree({ 'a.md': picture, 'b.md': picture, 'c.md': ' '.repeat(4_200_000) });
      const { error } = await runIn(folder, ['check'], {
        files: {
          ...nodeFiles,
          read: (path, most) =>
            path.endsWith('/b.md') ? Promise.reject(new Error()) : nodeFiles.read(path, most),
        },
      });
      assert.deepEqual(error.split('\n'), [
        `sightline-alt-text: ${folder}/b.md cannot be read, and is left out.`,
        `sightline-alt-text: ${folder}/c.md is larger than 4 MB, and is left out.`,
        '',
      ]);
    });

    it('which of the named files are no documents', async () => {
      const folder = tree({ 'a.txt': '' });
      const { status, error } = await runIn(folder, ['check', 'a.txt']);
      assert.equal(status, 0);
      assert.match(error, /a\.txt is no document whose images are known here\.\n$/);
    });
  });

  it('does not follow links to folders, which may lead in a circle', async function () {
    const folder = tree({ 'b/a.md': picture, 'b/a.png': '' });
    try {
      fs.symlinkSync('..', path.join(folder, 'b', 'up'), 'dir');
      fs.symlinkSync('itself', path.join(folder, 'b', 'itself'));
      fs.symlinkSync('nowhere.md', path.join(folder, 'b', 'gone.md'));
    } catch {
      this.skip(); // Windows asks for a right.
    }
    const { out, error } = await runIn(folder, ['check']);
    assert.deepEqual([found(out), error], [missing('b/a.md'), '']);
    const through = await runIn(folder, ['check', 'b/up/b']);
    assert.deepEqual(found(through.out), missing('b/up/b/a.md'));
  });

  it('writes the report to a file, without colours', async () => {
    const folder = tree({ 'a.md': picture, 'a.png': '' });
    const coloured = await runIn(folder, ['check'], { isColoured: true });
    assert.ok(coloured.out.includes('\u001b[31m'));
    const { status, out } = await runIn(folder, ['check', '--output', 'report.txt'], {
      isColoured: true,
    });
    assert.deepEqual([status, out], [1, '']);
    const written = fs.readFileSync(path.join(folder, 'report.txt'), 'utf8');
    assert.deepEqual(found(written), missing('a.md'));
    assert.ok(!written.includes('\u001b'));
  });

  it('is coloured on a terminal only, and not with NO_COLOR', () => {
    assert.equal(wantsColours({ isTTY: true }, { TERM: 'xterm', NO_COLOR: '' }), true);
    assert.equal(wantsColours({}, { TERM: 'xterm' }), false);
    assert.equal(wantsColours({ isTTY: true }, { NO_COLOR: '1' }), false);
    assert.equal(wantsColours({ isTTY: true }, { TERM: 'dumb' }), false);
  });

  const refused: [what: string, args: string[], words: RegExp, files?: Record<string, string>][] = [
    ['no command', [], /No command is given\.\nUsage: /],
    ['another command', ['lint'], /There is no command “lint”\./],
    ['an unknown option', ['check', '--fix'], /--fix/],
    ['an option without its value', ['check', '--format'], /--format/],
    [
      'an unknown format',
      ['check', '--format', 'xml'],
      /no format “xml”; known are text, json, sarif, github, markdown, csv\./,
    ],
    [
      'a path that is not there',
      ['check', 'none'],
      /none cannot be read: ENOENT: no such file or directory$/m,
    ],
    ['an empty path', ['check', ''], /A path is empty\./],
    [
      'a file to write to in no folder',
      ['check', '--output', 'none/x'],
      /none\/x cannot be written: ENOENT/,
    ],
    [
      'a broken .sightline.json',
      ['check'],
      /\.sightline\.json cannot be followed: it is not valid JSON\./,
      { '.sightline.json': '{' },
    ],
    ['one that is no object', ['check'], /it holds no object/, { '.sightline.json': '[]' }],
    [
      'one that is too large',
      ['check'],
      /it is larger than 64 KB/,
      { '.sightline.json': ' '.repeat(300_000) },
    ],
  ];
  for (const [what, args, words, files = {}] of refused) {
    it(`ends with status 2 and the reason for ${what}`, async () => {
      const { status, out, error } = await runIn(tree({ 'a.txt': '', ...files }), args);
      assert.deepEqual([status, out], [2, '']);
      assert.match(error, /^sightline-alt-text: /);
      assert.match(error, words);
      assert.doesNotMatch(error, /\n\s+at /);
    });
  }

  it('tells a failure of its own from those', async () => {
    const { status, error } = await runIn(tree({ 'a.txt': '' }), ['check'], {
      out: () => assert.fail('broken'),
    });
    assert.equal(status, 2);
    assert.match(error, /^sightline-alt-text: It failed, which is a fault of sightline-alt-text: /);
  });

  it('shows its usage and its version', async () => {
    const folder = tree({});
    for (const args of [['--help'], ['-h'], ['check', '--help']]) {
      const { status, out } = await runIn(folder, args);
      assert.equal(status, 0);
      assert.match(out, /^Usage: sightline-alt-text check /);
    }
    assert.deepEqual(await runIn(folder, ['--version']), { status: 0, out: '1.2.3\n', error: '' });
  });
});
