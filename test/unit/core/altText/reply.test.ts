import assert from 'node:assert/strict';
import { altTextSchema, parseAltTextReply } from '../../../../src/core/altText/reply';

const whole = {
  subject: 'A login form',
  reasons: 'It shows the error that the text explains.',
  role: 'informative',
  altText: 'Login form with an error.',
  longDescription: '',
};
const altTextOf = (altText: string) => parseAltTextReply({ ...whole, altText })?.altText;

describe('the reply about one image', () => {
  it('has a schema that strict servers take, with the reasons before the verdict', () => {
    const { properties, required, additionalProperties } = altTextSchema.schema as {
      properties: object;
      required: string[];
      additionalProperties: boolean;
    };
    assert.deepEqual(Object.keys(properties), required);
    assert.equal(additionalProperties, false);
    assert.ok(required.indexOf('reasons') < required.indexOf('role'));
    assert.ok(required.indexOf('role') < required.indexOf('altText'));
  });

  it('is taken as it is', () => {
    assert.deepEqual(parseAltTextReply(whole), whole);
  });

  const texts: [written: string, taken: string][] = [
    ['  A form. \n', 'A form.'],
    ['"A form."', 'A form.'],
    ['“A form.”', 'A form.'],
    ['Alt text: A form.', 'A form.'],
    ['**Alt text:** "A form."', 'A form.'],
    ['![A form.](form.png)', 'A form.'],
    ['<img src="x.png" alt="A form.">', 'A form.'],
    ['A form\nwith\t two  fields.', 'A form with two fields.'],
    ['A form\u2028with fields.', 'A form with fields.'],
    ['form.png: A form.', 'A form.'],
    ['「フォーム」', 'フォーム'],
    ['"Save" and "Cancel"', '"Save" and "Cancel"'],
  ];
  for (const [written, taken] of texts) {
    it(`gives ${JSON.stringify(taken)} for ${JSON.stringify(written)}`, () => {
      assert.equal(altTextOf(written), taken);
    });
  }

  it('has no text for a decorative image, whatever the model wrote', () => {
    for (const altText of ['An ornament.', '', null, undefined]) {
      const reply = parseAltTextReply({ ...whole, role: 'decorative', altText });
      assert.equal(reply?.altText, '');
    }
  });

  it('may have a text for a redundant image, or none', () => {
    assert.equal(parseAltTextReply({ ...whole, role: 'redundant', altText: '' })?.altText, '');
    assert.equal(parseAltTextReply({ ...whole, role: 'redundant' })?.altText, whole.altText);
  });

  it('is taken with what models get nearly right', () => {
    const odd = {
      role: ' Complex ',
      altText: 'A chart.',
      extra: [1],
      longDescription: 'A\r\nB\n\n C ',
    };
    assert.deepEqual(parseAltTextReply(odd), {
      subject: '',
      reasons: '',
      role: 'complex',
      altText: 'A chart.',
      longDescription: 'A\n\nB\n\nC',
    });
    assert.deepEqual(parseAltTextReply({ ...whole, subject: 5, reasons: null })?.subject, '');
  });

  const wrong: unknown[] = [
    undefined,
    null,
    'A form.',
    5,
    [],
    [whole],
    {},
    { ...whole, role: 'pretty' },
    { ...whole, role: 5 },
    { ...whole, altText: 5 },
    { ...whole, altText: ['A form.'] },
    { ...whole, altText: ' ' },
    { ...whole, altText: null },
    { altText: 'A form.' },
  ];
  for (const value of wrong) {
    it(`is none: ${JSON.stringify(value)}`, () => {
      assert.equal(parseAltTextReply(value), undefined);
    });
  }
});
