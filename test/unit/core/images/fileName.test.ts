import assert from 'node:assert/strict';
import { endingOf, freeName, plainFileName } from '../../../../src/core/images/fileName';

const long = 'x'.repeat(5000);

/** A name that somebody claims for a PNG, and what it is called. */
const claims: readonly (readonly [claimed: string, name: string])[] = [
  ['photo.png', 'photo.png'],
  ['PHOTO.PNG', 'PHOTO.PNG'],
  ['photo.jpg', 'photo.png'],
  ['photo', 'photo.png'],
  ['', 'pasted.png'],
  ['   ', 'pasted.png'],
  ['.', 'pasted.png'],
  ['..', 'pasted.png'],
  ['.png', 'png.png'],
  ['../../etc/passwd', 'passwd.png'],
  ['C:\\Users\\me\\a.png', 'a.png'],
  ['a:b*c?.png', 'a-b-c-.png'],
  ['a\u202Egnp.exe', 'agnp.png'],
  ['a\nb\u0000\u001b[31m.png', 'a b[31m.png'],
  [`${long}.png`, `${'x'.repeat(80)}.png`],
  ['Übersicht für Ärzte.png', 'Übersicht für Ärzte.png'],
  ['图片.png', '图片.png'],
];

describe('the name of a picture that came as bytes', () => {
  for (const [claimed, name] of claims) {
    it(`${JSON.stringify(claimed.slice(0, 40))} is plain`, () => {
      assert.equal(plainFileName(claimed, 'image/png', 'pasted'), name);
    });
  }

  it('keeps either spelling of an ending', () => {
    assert.equal(plainFileName('a.jpeg', 'image/jpeg', 'x'), 'a.jpeg');
    assert.equal(plainFileName('a.png', 'image/jpeg', 'x'), 'a.jpg');
    assert.equal(plainFileName('', 'image/svg+xml', 'x'), 'x.svg');
    assert.deepEqual((['image/x-icon', 'image/webp'] as const).map(endingOf), ['ico', 'webp']);
  });

  it('gets a number where it is taken', () => {
    const taken = ['pasted.png', 'pasted-2.png'];
    assert.equal(
      freeName('pasted.png', (name) => taken.includes(name)),
      'pasted-3.png',
    );
    assert.equal(
      freeName('other.png', (name) => taken.includes(name)),
      'other.png',
    );
  });
});
