import assert from 'node:assert/strict';
import { typeBySignature } from '../../../src/imaging/structure/signature';
import { decodeXml, firstElement } from '../../../src/imaging/structure/xml';

const drawing = '<svg xmlns="http://www.w3.org/2000/svg"><text>Grüße, 図</text></svg>';
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

describe('an SVG file', () => {
  const encoded: Readonly<Record<string, Buffer>> = {
    'UTF-8': Buffer.from(drawing),
    'UTF-8 with a byte order mark': Buffer.from(`\ufeff${drawing}`),
    'UTF-16, low byte first': utf16(`\ufeff<?xml version="1.0" encoding="UTF-8"?>\r\n${drawing}`),
    'UTF-16, high byte first': utf16(`\ufeff${drawing}`).swap16(),
    'UTF-16 without a byte order mark': utf16(`<?xml version="1.0" encoding="UTF-16"?>${drawing}`),
    'UTF-8 that states UTF-16': Buffer.from(`<?xml version="1.0" encoding="utf-16"?>${drawing}`),
  };
  for (const [what, bytes] of Object.entries(encoded)) {
    it(`is recognised and read in ${what}`, () => {
      assert.equal(typeBySignature(bytes), 'image/svg+xml');
      assert.ok(decodeXml(bytes).includes('Grüße, 図'));
    });
  }

  const before: Readonly<Record<string, string>> = {
    'a long comment': `<!--${' <svg-like> '.repeat(2000)}-->`,
    'many comments': '<!-- a > b -->\n'.repeat(2000),
    'many entities': `<!DOCTYPE svg [${'<!ENTITY a "x > y ] z">'.repeat(900)}<!-- ]> -->]>`,
    'a document type':
      '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">',
    'an instruction': '<?xml version="1.0"?><?style a="]>"?>',
  };
  for (const [what, text] of Object.entries(before)) {
    it(`is recognised behind ${what}`, () => {
      assert.equal(typeBySignature(Buffer.from(text + drawing)), 'image/svg+xml');
      assert.equal(firstElement(text + drawing), text.length);
    });
    it(`is none where something else stands behind ${what}`, () => {
      assert.equal(typeBySignature(Buffer.from(`${text}<html><svg></svg></html>`)), undefined);
      assert.equal(typeBySignature(Buffer.from(text)), undefined);
    });
  }

  it('is none where a comment or a document type has no end', () => {
    for (const text of [
      '<!-- ',
      '<?xml ',
      '<!DOCTYPE svg [',
      '<!DOCTYPE svg [<!ENTITY a "',
      '<!',
    ]) {
      assert.equal(firstElement(text + drawing.replaceAll('>', '').replaceAll('"', '')), -1, text);
    }
  });
});
