import assert from 'node:assert/strict';
import type { ReviewPage } from './reviewPage';
import { hello, manyRows, onePixel, row, rows, view } from './reviewScenes';
import { useReview } from './useBrowser';

const scroll = async (review: ReviewPage, top: number) => {
  await review.page.evaluate((y) => scrollTo(0, y), top);
  await review.painted();
};

/** The names of the rows that the window shows, the bars left out. */
const inSight = (review: ReviewPage) =>
  review.page.evaluate(() => {
    const names: string[] = [];
    for (let y = 0; y < innerHeight; y += 20) {
      const line = document.elementFromPoint(40, y)?.closest('.row');
      const name = line?.getAttribute('aria-label')?.split(', ')[0];
      if (name !== undefined && name !== names.at(-1)) {
        names.push(name);
      }
    }
    return names;
  });

const numbers = (names: readonly string[]) => names.map((name) => Number(/\d+/.exec(name)?.[0]));

/** What pixels the page has asked for, when those are so many. */
async function asked(review: ReviewPage, least: number): Promise<string[]> {
  for (;;) {
    const all = await review.askedPixels();
    if (all.length >= least) {
      return all;
    }
    await review.painted();
  }
}

describe('the list of an alt text review', () => {
  const open = useReview();

  const opened = async (count: number, options = {}) => {
    const review = await open(options);
    await review.send(hello, view(), rows(manyRows(count)));
    await review.painted();
    return review;
  };

  it('holds in the document only what is in sight, in order, wherever it is scrolled to', async () => {
    const review = await opened(10_000);
    const height = await review.page.evaluate(() => document.documentElement.scrollHeight);
    for (const part of [0, 0.5, 0.123, 0.9999, 0.6, 1, 0]) {
      await scroll(review, part * height);
      const seen = numbers(await inSight(review));
      const [first = NaN] = seen;
      assert.ok(Math.abs(first - part * 10_000) < 12, `${first} at ${part}`);
      assert.deepEqual(
        seen,
        seen.map((_, index) => first + index),
      );
      const there = numbers(await review.names());
      assert.ok(there.length < 40 && seen.every((number) => there.includes(number)));
      assert.deepEqual(
        there,
        there.toSorted((a, b) => a - b),
      );
    }
    assert.equal(await review.grid.getAttribute('aria-rowcount'), '10001');
    assert.equal(await review.row('shot-3.png').getAttribute('aria-rowindex'), '5');
  });

  for (const width of [320, 640, 900, 1300]) {
    it(`lets no row cover another or cut its own buttons at ${width} px`, async () => {
      const review = await opened(100, { width });
      await review.row('shot-2.png').focus();
      await scroll(review, 300);
      const problems = await review.page.locator('.row').evaluateAll((list) =>
        list.flatMap((line, index) => {
          const box = line.getBoundingClientRect();
          const next = list[index + 1]?.getBoundingClientRect();
          const parts = [...line.querySelectorAll('button, textarea, .state, .role')]
            .filter((part) => part.checkVisibility())
            .map((part) => ({ part, own: part.getBoundingClientRect() }));
          return [
            ...(next && Math.abs(next.top - box.bottom) > 1
              ? [`${index}: ${next.top - box.bottom}`]
              : []),
            ...parts
              .filter(({ own }) => own.bottom > box.bottom || own.right > box.right || own.left < 0)
              .map(({ part }) => `${index}: ${part.className} is cut`),
          ];
        }),
      );
      assert.deepEqual(problems, []);
    });
  }

  it('shows all of a long text in the row that the focus is in', async () => {
    const review = await open();
    const long = 'A sentence about the picture, as long as they are. '.repeat(20);
    await review.send(hello, view(), rows([row(0, { current: long }), ...manyRows(30).slice(1)]));
    await review.painted();
    const text = review.page.locator('.current-text').first();
    const isCut = () => text.evaluate((p) => p.scrollHeight > p.clientHeight + 1);
    assert.equal(await isCut(), true);
    await review.row('shot-0.png').focus();
    await review.painted();
    assert.equal(await isCut(), false);
    const [above, below] = await Promise.all(
      ['shot-0.png', 'shot-1.png'].map((name) => review.row(name).boundingBox()),
    );
    assert.equal((above?.y ?? 0) + (above?.height ?? 0), below?.y);
  });

  it('keeps the row in the document that the keyboard is on, and comes back to it', async () => {
    const review = await opened(1000);
    await review.box('shot-2.png').focus();
    await review.page.keyboard.type('x');
    await scroll(review, 50_000);
    assert.equal(await review.focused(), 'shot-2.png: Alt text');
    assert.ok(!numbers(await inSight(review)).includes(2));
    await review.page.keyboard.press('Escape');
    await review.painted();
    assert.ok(numbers(await inSight(review)).includes(2));
  });

  it('stays where it is while rows before it come and go', async () => {
    const review = await opened(1000);
    await review.page.getByRole('combobox', { name: 'State' }).selectOption('Suggested');
    await scroll(review, 40_000);
    const before = await inSight(review);
    await review.change(...[5, 6, 7].map((index) => row(index)));
    await review.painted();
    assert.deepEqual(await inSight(review), before);
  });

  it('asks for the thumbnails in sight only, four at a time, and never twice', async () => {
    const review = await opened(1000);
    assert.deepEqual(
      await asked(review, 4),
      [0, 1, 2, 3].map((n) => `image-${n} thumbnail`),
    );
    await scroll(review, 50_000);
    const [first = 0] = numbers(await review.names()).slice(1);
    await review.send(...[0, 1, 2, 3].map((n) => onePixel(`image-${n}`)));
    await review.painted();
    const next = [0, 1, 2, 3].map((n) => `image-${first + n} thumbnail`);
    assert.deepEqual((await asked(review, 8)).slice(4), next);
    await scroll(review, 0);
    await review.painted();
    const source = (name: string) => review.row(name).locator('img').getAttribute('src');
    assert.match((await source('shot-3.png')) ?? '', /^blob:/);
    assert.equal((await review.askedPixels()).length, 8);
    assert.equal(await review.row('shot-4.png').locator('img').count(), 0);
  });

  it('lets go of thumbnails that are too many, and shows none that is broken', async () => {
    const review = await open();
    await review.send(onePixel('image-0'));
    await review.page.evaluate(() => {
      const { pixelsOf, URL: urls } = window as unknown as {
        pixelsOf: Map<string, { mediaType: string; bytes: Uint8Array }>;
        URL: typeof URL & { lasting: Set<string> };
      };
      const { bytes, mediaType } = pixelsOf.get('image-0 thumbnail') ?? {
        bytes: [],
        mediaType: '',
      };
      const large = new Uint8Array(3 * 1024 * 1024);
      large.set(bytes);
      for (let index = 0; index < 100; index++) {
        const isBroken = index === 40;
        const held = isBroken ? new Uint8Array([1, 2, 3]) : large;
        pixelsOf.set(`image-${index} thumbnail`, { mediaType, bytes: held });
      }
      const [make, letGo] = [urls.createObjectURL.bind(urls), urls.revokeObjectURL.bind(urls)];
      urls.lasting = new Set();
      urls.createObjectURL = (blob) => {
        const url = make(blob);
        urls.lasting.add(url);
        return url;
      };
      urls.revokeObjectURL = (url) => {
        urls.lasting.delete(url);
        letGo(url);
      };
    });
    await review.send(hello, view(), rows(manyRows(100)));
    for (let top = 0; top < 4600; top += 400) {
      await scroll(review, top);
      await asked(review, top / 110);
    }
    const broken = review.row('shot-40.png').locator('.thumb');
    await review.row('shot-39.png').locator('img').waitFor();
    await broken.locator('svg').waitFor();
    assert.equal(await broken.locator('img').count(), 0);
    const { lasting, shown } = await review.page.evaluate(() => ({
      lasting: (URL as unknown as { lasting: Set<string> }).lasting.size,
      shown: document.images.length,
    }));
    assert.ok(lasting >= shown && lasting <= Math.max(8, shown) + 4, `${lasting} for ${shown}`);
  });

  it('lists an image that no document shows, which can be looked at and opened only', async () => {
    const review = await open();
    const warnings = [{ rule: 'unreferencedImage', text: 'No document shows it.' }];
    const image = { document: '', name: 'docs/old.png', line: 0, warnings, canAsk: false };
    await review.send(hello, view(), rows([row(0), row(1, image)]));
    await review.painted();
    const line = review.page.getByRole('row').filter({ hasText: 'docs/old.png' });
    assert.equal(await line.getByText('No document shows it.').isVisible(), true);
    assert.equal(await line.getByText('Informative').count(), 0);
    assert.equal(await line.getByRole('textbox').isVisible(), false);
    for (const name of ['Accept', 'Skip', 'Decorative', 'Regenerate']) {
      assert.equal(await line.getByRole('button', { name, exact: true }).isEnabled(), false, name);
    }
    await line.getByText('docs/old.png').click();
    assert.deepEqual(await review.posted('open'), { type: 'open', row: row(1).id });
  });
});
