import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { maxImageBytes } from '../../../src/core/images/images';
import {
  hostileFolder,
  hostileHeight,
  hostileWidth,
  oddNames,
  oversizedPng,
} from '../../support/hostile';
import { root } from '../../support/paths';
import {
  pagesFolder,
  picturePath,
  pictures,
  wordsOf,
  workspacesFolder,
} from '../../support/pictures';

const demo = path.join(workspacesFolder, 'demo');

describe('the demo workspace', () => {
  for (const picture of pictures) {
    it(`has ${picture.file} as a ${picture.format} of ${picture.width} × ${picture.height}`, async () => {
      const { format, width, height } = await sharp(picturePath(picture)).metadata();
      assert.deepEqual(
        { format, width, height },
        { format: picture.format, width: picture.width, height: picture.height },
      );
      const { channels } = await sharp(picturePath(picture)).stats();
      assert.ok(
        channels.some(({ stdev }) => stdev > 5),
        'the picture is blank',
      );
    });

    it(`knows the words of ${picture.file}, each of them from its page`, async () => {
      const words = await wordsOf(picture);
      assert.ok(words.length > 0);
      const html = await readFile(path.join(pagesFolder, `${picture.page}.html`), 'utf8');
      const text = withoutTags(html);
      for (const word of words) {
        assert.match(word, /^\S+$/);
        assert.ok(text.includes(word) || html.includes(word), `${word} is not on the page`);
      }
    });
  }

  it('has no two pictures of one size, no picture besides, and at most 2.5 MB', async () => {
    const sizes = pictures.map(({ width, height }) => `${width}×${height}`);
    assert.equal(new Set(sizes).size, pictures.length);
    const files = await readdir(path.join(demo, 'screenshots'));
    assert.deepEqual(files.sort(), pictures.map(({ file }) => file).sort());
    const bytes = await Promise.all(pictures.map(async (it) => (await stat(picturePath(it))).size));
    assert.ok(bytes.reduce((sum, size) => sum + size, 0) < 2.5 * 1024 * 1024);
  });

  it('has a GIF that moves', async () => {
    const spinner = path.join(demo, 'screenshots', 'spinner.gif');
    const { pages } = await sharp(spinner, { animated: true }).metadata();
    assert.equal(pages, 12);
    const [first, fourth] = await Promise.all(
      [0, 3].map((page) => sharp(spinner, { page }).raw().toBuffer()),
    );
    assert.notDeepEqual(first, fourth);
  });

  it('refers to files that exist, with alt text and without', async () => {
    const documents = (await readdir(demo, { recursive: true })).filter((name) =>
      /\.(md|html)$/.test(name),
    );
    const shown = new Set<string>();
    let withoutAlt = 0;
    for (const document of documents) {
      const text = await readFile(path.join(demo, document), 'utf8');
      for (const target of targetsIn(text)) {
        const file = path.join(demo, path.dirname(document), target);
        assert.ok(existsSync(file), `${document} refers to ${target}`);
        shown.add(path.basename(file));
      }
      withoutAlt += [...text.matchAll(/!\[\]\(|<img(?![^>]*\salt=)[^>]*>/g)].length;
    }
    for (const { file } of pictures) {
      assert.ok(shown.has(file), `no document shows ${file}`);
    }
    assert.ok(withoutAlt >= 5);
  });
});

describe('the hostile workspace', () => {
  const file = (name: string): string => path.join(hostileFolder, name);

  for (const [name, format] of [
    ['jpeg-named.png', 'jpeg'],
    ['png-without-ending', 'png'],
    ...oddNames.map((name) => [name, 'png'] as const),
  ] as const) {
    it(`has a whole ${format} named ${name}`, async () => {
      const { data, info } = await sharp(file(name), { failOn: 'truncated' })
        .raw()
        .toBuffer({ resolveWithObject: true });
      assert.equal((await sharp(file(name)).metadata()).format, format);
      assert.deepEqual([info.width, info.height], [hostileWidth, hostileHeight]);
      assert.equal(data.length, hostileWidth * hostileHeight * info.channels);
    });
  }

  for (const name of ['truncated.png', 'truncated.jpg', 'truncated.gif', 'truncated.webp']) {
    it(`has a cut ${name}`, async () => {
      await assert.rejects(sharp(file(name), { failOn: 'truncated' }).raw().toBuffer());
    });
  }

  it('has files that are no pictures at all', async () => {
    assert.equal((await stat(file('empty.png'))).size, 0);
    assert.equal((await stat(file('signature-only.png'))).size, 8);
    assert.match(await readFile(file('text-named.png'), 'utf8'), /^This is text/);
    assert.match(await readFile(file('svg-named.png'), 'utf8'), /^<svg /);
    await assert.rejects(sharp(file('notes.txt')).metadata());
  });

  it('can be joined by a whole PNG that is over the limit', async () => {
    const png = await oversizedPng();
    assert.ok(png.length > maxImageBytes);
    assert.equal((await sharp(png).metadata()).format, 'png');
  });
});

describe('the untrusted workspace', () => {
  it('tries to set the connection and the prompts, and has one picture', async () => {
    const folder = path.join(workspacesFolder, 'untrusted');
    const settings: unknown = JSON.parse(
      await readFile(path.join(folder, '.vscode', 'settings.json'), 'utf8'),
    );
    assert.deepEqual(Object.keys(settings as object).sort(), [
      'sightline.connection',
      'sightline.connections',
      'sightline.describePrompt',
      'sightline.systemPrompt',
    ]);
    const { format } = await sharp(path.join(folder, 'checkout-form.png')).metadata();
    assert.equal(format, 'png');
  });
});

describe('the icon', () => {
  it('is a PNG of 256 × 256 with transparent corners', async () => {
    const { data, info } = await sharp(path.join(root, 'media', 'icon.png'))
      .raw()
      .toBuffer({ resolveWithObject: true });
    assert.deepEqual([info.width, info.height, info.channels], [256, 256, 4]);
    assert.equal(data[3], 0);
  });
});

/** The text between the tags, joined without spaces so that coloured words stay whole. */
function withoutTags(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** The relative targets of links and images in Markdown and HTML. */
function targetsIn(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)|src="([^"]+)"|^\[\w+\]: (\S+)/gm)].flatMap(
    ([, link, source, definition]) => link ?? source ?? definition ?? [],
  );
}
