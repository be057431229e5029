import assert from 'node:assert/strict';
import { decodeSigns, englishSigns, type Sign } from '../../../src/imaging/reader/neural/ctc';
import { stripsIn } from '../../../src/imaging/reader/neural/detect';
import { wordsOfStrip } from '../../../src/imaging/reader/neural/spacing';
import { cutStrip, stripHeight } from '../../../src/imaging/reader/neural/strip';

const step = 8;

/** A strip in which each character is a block of ink; a space in `text` is a gap without a character. */
function strip(text: string, advance = 16): Parameters<typeof wordsOfStrip> {
  const width = (text.length + 1) * advance;
  const data = new Float32Array(width * stripHeight).fill(1);
  const signs: Sign[] = [];
  Array.from(text).forEach((character, index) => {
    if (character !== ' ') {
      const left = (index + 0.6) * advance;
      for (let y = 12; y < 36; y++) {
        data.fill(-1, y * width + left, y * width + left + advance * 0.8);
      }
      const at = (index + 1) * advance;
      signs.push({ text: character, sureness: 0.9, from: at / step - 0.5, to: at / step + 0.5 });
    }
  });
  const box = {
    left: 100,
    top: 50,
    right: 100 + width / 2,
    bottom: 50 + stripHeight / 2,
    slope: 0,
  };
  return [{ signs, steps: width / step }, { data, width }, box];
}

describe('decodeSigns', () => {
  it('joins repeats and leaves out what is between', () => {
    const steps = ['', 'l', 'l', '', 'l', '0'].map((sign) => {
      const scores = new Float32Array(englishSigns.length).fill(0.001);
      scores[englishSigns.indexOf(sign)] = 0.9;
      return [...scores];
    });
    const signs = decodeSigns(Float32Array.from(steps.flat()), englishSigns);
    assert.deepEqual(
      signs.map(({ text, from, to }) => [text, from, to]),
      [
        ['l', 1, 3],
        ['l', 4, 5],
        ['0', 5, 6],
      ],
    );
  });

  it('knows the 95 printable characters of ASCII', () => {
    assert.equal(englishSigns.length, 97);
    assert.equal(new Set(englishSigns).size, 96);
  });
});

describe('wordsOfStrip', () => {
  it('parts words where there is a gap, although no space was recognised', () => {
    const words = wordsOfStrip(...strip('due on'));
    assert.deepEqual(
      words.map(({ text }) => text),
      ['due', 'on'],
    );
    const [due, on] = words;
    assert.ok(due && on && due.box.right < on.box.left);
    assert.ok(due.box.left >= 100 && due.box.left < 110 && Math.round(due.confidence) === 90);
  });

  it('takes a dot in a gap for the gap, and keeps one that is there', () => {
    const [{ signs, steps }, cut, box] = strip('a b.c');
    const dot = { text: '.', sureness: 0.6, from: 3.5, to: 4.5 };
    const words = wordsOfStrip(
      { signs: [...signs.slice(0, 1), dot, ...signs.slice(1)], steps },
      cut,
      box,
    );
    assert.deepEqual(
      words.map(({ text }) => text),
      ['a', 'b.c'],
    );
  });

  it('takes a zero amid letters for an O', () => {
    const [word] = wordsOfStrip(...strip('ERR0R'));
    assert.equal(word?.text, 'ERROR');
    assert.equal(wordsOfStrip(...strip('B01'))[0]?.text, 'B01');
  });
});

describe('stripsIn', () => {
  it('finds lines, larger than their core, and their slope', () => {
    const [width, height] = [160, 64];
    const shares = new Float32Array(width * height);
    for (let x = 20; x < 140; x++) {
      for (let y = 0; y < 6; y++) {
        shares[(20 + y + Math.round((x - 20) * 0.1)) * width + x] = 0.9;
      }
    }
    const [line, ...others] = stripsIn(shares, width, height);
    assert.ok(line);
    assert.deepEqual(others, []);
    assert.ok(line.left < 20 && line.right > 140 && Math.abs(line.slope - 0.1) < 0.02);
    assert.ok(line.bottom - line.top > 9 && line.bottom - line.top < 24);
  });

  it('finds none where nothing is likely', () => {
    assert.deepEqual(stripsIn(new Float32Array(64 * 64).fill(0.2), 64, 64), []);
  });
});

describe('cutStrip', () => {
  it('straightens a line and scales it', () => {
    const data = new Uint8Array(100 * 60).fill(255);
    for (let x = 0; x < 100; x++) {
      data[(20 + Math.round(x * 0.2)) * 100 + x] = 0;
    }
    const cut = cutStrip(
      { data, width: 100, height: 60 },
      { left: 0, right: 100, top: 18, bottom: 42, slope: 0.2 },
    );
    assert.equal(cut.width, 200);
    const rows = [20, 100, 180].map((x) => {
      const column = Array.from(
        { length: stripHeight },
        (_, y) => cut.data[y * cut.width + x] ?? 1,
      );
      return column.indexOf(Math.min(...column));
    });
    assert.ok(Math.max(...rows) - Math.min(...rows) <= 3, rows.join());
  });
});
