import assert from 'node:assert/strict';
import { arrange, type PlacedWord } from '../../../src/imaging/reader/layout';

const advance = 7;
const height = 10;

/** Places a text at a point, word by word, as a recogniser with a fixed advance would. */
function at(left: number, top: number, text: string, confidence = 95): PlacedWord[] {
  let x = left;
  return text.split(' ').map((word) => {
    const box = { left: x, top, right: x + word.length * advance, bottom: top + height };
    x = box.right + advance / 2;
    return { text: word, confidence, box, plate: -1 };
  });
}

/** Reads words of a page with flat areas, none of which sets words apart. */
function read(...words: PlacedWord[][]): string {
  const none = new Int32Array(0);
  const components = {
    count: 0,
    labels: none,
    area: none,
    left: none,
    top: none,
    right: none,
    bottom: none,
  };
  // The recogniser gives no useful order.
  const shuffled = words.flat().toSorted((a, b) => a.text.localeCompare(b.text));
  return arrange(shuffled, { components, isPlate: new Uint8Array(0), share: 1 }).text;
}

describe('arrange', () => {
  it('puts words into lines and lines into order', () => {
    const text = read(at(10, 40, 'third line'), at(10, 10, 'first line'), at(10, 25, 'second one'));
    assert.equal(text, 'first line\nsecond one\nthird line');
  });

  it('keeps words of one line together that sit a little higher or lower', () => {
    assert.equal(
      read(at(10, 12, 'Price'), at(60, 9, 'from'), at(105, 14, 'today')),
      'Price from today',
    );
  });

  it('parts blocks by a blank line', () => {
    const text = read(
      at(10, 10, 'Heading'),
      at(10, 50, 'some text'),
      at(10, 64, 'goes on'),
      at(10, 78, 'and ends'),
    );
    assert.equal(text, 'Heading\n\nsome text\ngoes on\nand ends');
  });

  it('reads columns that run on their own one after the other', () => {
    const text = read(
      at(10, 10, 'Home'),
      at(10, 35, 'Orders'),
      at(10, 60, 'Settings'),
      at(200, 14, 'Once upon a time'),
      at(200, 30, 'there was a page'),
      at(200, 46, 'with text on it'),
    );
    assert.equal(
      text,
      'Home\nOrders\nSettings\n\nOnce upon a time\nthere was a page\nwith text on it',
    );
  });

  it('finds columns below a title that spans them', () => {
    const text = read(
      at(10, 10, 'A very long title that spans both of the columns below it'),
      at(10, 50, 'Home page'),
      at(10, 75, 'All orders'),
      at(10, 100, 'Settings'),
      at(300, 54, 'Once upon'),
      at(300, 70, 'a time there'),
      at(300, 86, 'was a page'),
    );
    assert.match(text, /below it\n+Home page\nAll orders\nSettings\n+Once upon\na time/);
  });

  it('keeps the rows of a table on one line each', () => {
    const rows = ['Order', 'Customer', 'Total'].map((name, column) => [
      at(10 + 200 * column, 10, name),
      at(10 + 200 * column, 40, `${name} one`),
      at(10 + 200 * column, 70, `${name} two`),
    ]);
    assert.equal(
      read(...rows.flat()),
      'Order   Customer   Total\nOrder one   Customer one   Total one\nOrder two   Customer two   Total two',
    );
  });

  it('keeps amounts beside what they are for, though they stand lower', () => {
    const text = read(
      at(10, 10, 'Subtotal'),
      at(10, 35, 'Delivery'),
      at(10, 60, 'Total'),
      at(300, 15, '€80.50'),
      at(300, 40, '€5.90'),
      at(300, 65, '€86.40'),
    );
    assert.equal(text, 'Subtotal   €80.50\nDelivery   €5.90\nTotal   €86.40');
  });

  it('leaves out icons before, after and without a text', () => {
    const text = read(
      at(10, 10, 'mY', 70),
      at(40, 10, 'Customers'),
      at(10, 30, '¢)', 41),
      at(40, 30, 'Larkfield'),
      at(10, 50, '@®', 42),
      at(10, 70, 'Oey', 18),
      at(10, 90, 'A', 87),
    );
    assert.equal(text, 'Customers\nLarkfield');
  });

  it('keeps short words, lone numbers, and long words it is not sure of', () => {
    const text = read(
      at(10, 10, 'At least 12 of'),
      at(10, 30, '57'),
      at(10, 50, 'const total = 0;'),
      at(10 + 16 * advance, 50, 'forEach((item)', 0),
    );
    assert.equal(text, 'At least 12 of\n57\nconst total = 0; forEach((item)');
  });

  it('finds nothing where there is nothing', () => {
    assert.equal(read(), '');
    assert.deepEqual(arrange([], undefined), { text: '', lines: [] });
  });

  it('believes long certain words only where the picture is a photo', () => {
    const words = [
      ...at(10, 10, 'VED', 80),
      ...at(10, 40, 'STATION', 90),
      ...at(10, 70, 'ee a', 85),
    ];
    assert.equal(arrange(words, undefined).text, 'STATION');
  });
});
