import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { Image } from '../../../src/core/images/images';
import { inspectImage, readText, type ImageReading } from '../../../src/imaging/index';
import { picturePath, pictures, wordsOf, type Picture } from '../../support/pictures';
import { foundShare } from './words';

const least = 0.9;

/** Runs in the built worker: `npm run build` comes first. */
describe('readText', function () {
  this.timeout(60_000);

  /** What is read in each picture; the order is looked at in the same readings as the words. */
  const readings = new Map<Picture, Promise<ImageReading>>();
  const readingOf = (picture: Picture): Promise<ImageReading> => {
    const reading = readings.get(picture) ?? imageOf(picture).then(read);
    readings.set(picture, reading);
    return reading;
  };

  describe('finds at least 90 % of the words in', () => {
    for (const picture of pictures) {
      it(picture.file, async () => {
        const began = performance.now();
        const { text, width, height } = await readingOf(picture);
        const milliseconds = Math.round(performance.now() - began);
        const { share, missing } = foundShare(await wordsOf(picture), text);
        console.log(
          `      ${picture.file}: ${(share * 100).toFixed(1)} % in ${milliseconds} ms, not found: ${missing.join(' ')}`,
        );
        assert.ok(share >= least, `${share} of the words in:\n${text}`);
        assert.deepEqual({ width, height }, { width: picture.width, height: picture.height });
      });
    }

    it('a screenshot saved as JPEG of middling quality', async () => {
      const picture = pictureNamed('settings-dark');
      const bytes = await sharp(picturePath(picture)).jpeg({ quality: 80 }).toBuffer();
      const { text } = await read(await inspectImage('settings.jpg', bytes));
      assert.ok(foundShare(await wordsOf(picture), text).share >= least, text);
    });

    it('a screenshot with 16 bits a channel', async () => {
      const picture = pictureNamed('settings-dark');
      const bytes = await sharp(picturePath(picture)).toColourspace('rgb16').png().toBuffer();
      const { text } = await read(await inspectImage('deep.png', bytes));
      assert.ok(foundShare(await wordsOf(picture), text).share >= least, text);
    });

    it('a photograph that was taken sideways', async () => {
      const picture = pictureNamed('settings-dark');
      const bytes = await sharp(picturePath(picture))
        .rotate(90)
        .withMetadata({ orientation: 8 })
        .jpeg({ quality: 95 })
        .toBuffer();
      const { text } = await read(await inspectImage('sideways.jpg', bytes));
      assert.ok(foundShare(await wordsOf(picture), text).share >= least, text);
    });
  });

  describe('keeps the reading order:', () => {
    it('a table row stays on one line', async () => {
      const { text } = await readingOf(pictureNamed('dashboard'));
      assert.match(text, /^20418 +Amelia Thornton +Paid +30 Sep, 16:42 .*86\.40$/m);
    });

    it('a side bar comes whole before the page beside it', async () => {
      const { text } = await readingOf(pictureNamed('docs-page'));
      const places = ['Authentication', 'Customers', 'webhook tells', 'Check the signature'].map(
        (words) => text.indexOf(words),
      );
      assert.ok(!places.includes(-1), text);
      assert.deepEqual(
        places,
        places.toSorted((a, b) => a - b),
      );
    });

    it('a bar at the bottom comes last', async () => {
      const { text } = await readingOf(pictureNamed('phone'));
      const places = ['Order 21418', 'Arriving today', 'In this parcel', 'Search'].map((words) =>
        text.indexOf(words),
      );
      assert.ok(!places.includes(-1), text);
      assert.deepEqual(
        places,
        places.toSorted((a, b) => a - b),
      );
    });

    it('a card stays together', async () => {
      const { text } = await readingOf(pictureNamed('dashboard'));
      assert.match(text, /Average order\n+€37\.57\n+\+3\.9% since August/);
    });
  });

  describe('leaves out what is no text in', () => {
    const plain = { width: 800, height: 500, channels: 3 as const };
    const noise = (sigma: number, size: number): Sharp =>
      sharp({
        create: {
          ...plain,
          width: Math.round(plain.width / size),
          height: Math.round(plain.height / size),
          background: 'grey',
          noise: { type: 'gaussian', mean: 120, sigma },
        },
      });
    const photo = async (): Promise<Buffer> => {
      const coarse = await noise(70, 40)
        .resize(plain.width, plain.height, { kernel: 'cubic' })
        .png()
        .toBuffer();
      const fine = await noise(40, 4)
        .resize(plain.width, plain.height, { kernel: 'cubic' })
        .png()
        .toBuffer();
      return sharp(coarse)
        .composite([{ input: fine, blend: 'overlay' }])
        .jpeg()
        .toBuffer();
    };
    const contents: [string, () => Promise<Buffer>][] = [
      ['a photo', photo],
      ['coarse noise', () => noise(60, 3).png().toBuffer()],
      [
        'a white area',
        () =>
          sharp({ create: { ...plain, background: 'white' } })
            .png()
            .toBuffer(),
      ],
      [
        'one pixel',
        () =>
          sharp({ create: { ...plain, width: 1, height: 1, background: 'red' } })
            .png()
            .toBuffer(),
      ],
      [
        'a line of pixels',
        () =>
          sharp({ create: { ...plain, height: 1, background: 'red' } })
            .png()
            .toBuffer(),
      ],
    ];
    for (const [what, make] of contents) {
      it(what, async () => {
        const { text, colours } = await read(await inspectImage('no-text', await make()));
        assert.equal(text, '');
        assert.ok(colours.length > 0);
      });
    }
  });

  it('reads white text on a transparent ground', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="500" height="120">' +
      '<text x="20" y="70" font-size="36" font-family="sans-serif" fill="white">Nothing behind it</text></svg>';
    const { text, colours } = await read(
      await inspectImage('a.png', await sharp(Buffer.from(svg)).png().toBuffer()),
    );
    assert.equal(text, 'Nothing behind it');
    assert.equal(colours[0]?.hex, '#ffffff');
  });

  it('tells the main colours, most first', async () => {
    const halves = await sharp({
      create: { width: 300, height: 100, channels: 3, background: '#1e1e1e' },
    })
      .composite([
        {
          input: { create: { width: 60, height: 100, channels: 3, background: '#d23f31' } },
          left: 0,
          top: 0,
        },
        {
          input: { create: { width: 30, height: 100, channels: 3, background: '#d33e30' } },
          left: 270,
          top: 0,
        },
      ])
      .png()
      .toBuffer();
    const { colours } = await read(await inspectImage('a.png', halves));
    assert.deepEqual(
      colours.map(({ hex, share }) => [hex, Math.round(share * 10)]),
      [
        ['#1e1e1e', 7],
        ['#d23f31', 3],
      ],
    );
  });

  it('keeps each word with its place in the upright pixels of the file', async () => {
    const places: Readonly<Record<string, readonly [left: number, baseline: number]>> = {
      Order: [400, 300],
      received: [1400, 300],
      Payment: [400, 2500],
    };
    const words = Object.entries(places)
      .map(([word, [x, y]]) => `<text x="${x}" y="${y}">${word}</text>`)
      .join('');
    // More pixels than the reader looks at, and lying on its side.
    const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="4200" height="2900"><rect width="4200" height="2900" fill="#fff"/><g font-family="sans-serif" font-size="120">${words}</g></svg>`;
    const bytes = await sharp(Buffer.from(drawing))
      .removeAlpha()
      .rotate(90)
      .withMetadata({ orientation: 8 })
      .png()
      .toBuffer();
    const { lines, text } = await read(await inspectImage('words.png', bytes));
    assert.equal(lines.map((line) => line.text).join('\n'), text.replace(/\n+/g, '\n'));
    assert.deepEqual(
      lines.map((line) => line.words.map((word) => word.text)),
      [['Order', 'received'], ['Payment']],
    );
    for (const { text: word, box, confidence } of lines.flatMap((line) => line.words)) {
      const [left = 0, baseline = 0] = places[word] ?? [];
      assert.ok(Math.abs(box.left - left) < 20, `${word}: left ${box.left}`);
      assert.ok(box.top > baseline - 120 && box.top < baseline - 70, `${word}: top ${box.top}`);
      const bottom = box.top + box.height;
      assert.ok(bottom > baseline - 10 && bottom < baseline + 45, `${word}: bottom ${bottom}`);
      assert.ok(confidence > 50 && confidence <= 100);
    }
  });

  it('reads a JPEG of the worst quality', async () => {
    const sentences = [
      'The roof was rebuilt in larch, the floor heated,',
      'and the fountain mended by two apprentices',
      'who had never seen it run since March 1974.',
    ];
    const texts = sentences.map((text, row) => `<text x="20" y="${30 + 26 * row}">${text}</text>`);
    const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="110"><rect width="400" height="110" fill="#f4f1ea"/><g font-family="sans-serif" font-size="13" fill="#555">${texts.join('')}</g></svg>`;
    const bytes = await sharp(Buffer.from(drawing)).jpeg({ quality: 22 }).toBuffer();
    const { text } = await read(await inspectImage('coarse.jpg', bytes));
    assert.ok(foundShare(sentences.join(' ').split(' '), text).share >= least, text);
  });

  it('tells tables with their cells, and writes them as Markdown', async () => {
    const { tables, markdown, lines, unsure } = await readingOf(pictureNamed('dashboard'));
    const row = tables
      .flatMap(({ rows }) => rows)
      .find(([, customer]) => customer?.text === 'Amelia Thornton');
    assert.ok(row);
    assert.equal(row[2]?.text, 'Paid');
    assert.match(markdown, /^\| 2\d418 \| Amelia Thornton \| Paid \|/m);
    const words = lines.flatMap((line) => line.words);
    assert.deepEqual(
      row[1]?.words.map((word) => words[word]?.text),
      ['Amelia', 'Thornton'],
    );
    for (const { word, start, end } of unsure) {
      assert.ok((words[word]?.confidence ?? 100) < 75 && end > start);
    }
  });

  it('reads further languages from their files, and English again without them', async () => {
    const english = await readingOf(pictureNamed('login-mockup'));
    // There is no other data here: English by another name is another language to Tesseract.
    const folder = await mkdtemp(path.join(tmpdir(), 'language-'));
    const file = path.join(folder, 'xxx.traineddata.gz');
    await copyFile(
      require.resolve('@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz'),
      file,
    );
    try {
      const image = await imageOf(pictureNamed('login-mockup'));
      const languages = [{ code: 'xxx', file }];
      const { text } = await readText(image, new AbortController().signal, { languages });
      const known = await wordsOf(pictureNamed('login-mockup'));
      assert.ok(foundShare(known, text).share >= least, text);
      assert.equal((await read(image)).text, english.text);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('refuses a file that is whole by its structure but cannot be decoded', async () => {
    const bytes = await readFile(picturePath(pictureNamed('checkout-form')));
    const data = bytes.indexOf('IDAT') + 4;
    bytes.fill(0, data, data + 2000);
    await assert.rejects(read(await inspectImage('damaged.png', bytes)), {
      name: 'VisionError',
      kind: 'imageDamaged',
      details: { image: 'damaged.png' },
    });
  });
});

function read(image: Image): Promise<ImageReading> {
  return readText(image, new AbortController().signal);
}

async function imageOf(picture: Picture): Promise<Image> {
  return inspectImage(picture.file, await readFile(picturePath(picture)));
}

function pictureNamed(page: string): Picture {
  const found = pictures.find((picture) => picture.page === page);
  assert.ok(found);
  return found;
}
