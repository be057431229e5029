import assert from 'node:assert/strict';
import { readRegions } from '../../../src/host/connections/readRegions';

const box = (left: number, top: number, width: number, height: number) => ({
  left,
  top,
  width,
  height,
});

const line = (text: string, top: number, ...confidences: number[]) => ({
  text,
  box: box(25, top, 50, 12.5),
  words: confidences.map((confidence) => ({ text, confidence, box: box(25, top, 50, 10) })),
});

describe('the lines that the reader found', () => {
  const lines = [line('Save', 0, 96, 91), line('Total', 50, 60), line('Save', 80)];
  const report = '**Text in the image**\n\n```text\nSave\n\nTotal\nSave\n```';

  it('stand one after the other in the report and where they are on the picture', () => {
    const regions = readRegions({ width: 100, height: 100, lines }, report, 'a');
    assert.deepEqual(
      regions.map(({ offset = -1, length = 0 }) => [offset, report.slice(offset, offset + length)]),
      [
        [31, 'Save'],
        [37, 'Total'],
        [43, 'Save'],
      ],
    );
    assert.deepEqual(regions[1], {
      text: 'Total',
      offset: 37,
      length: 5,
      image: 'a',
      region: { box: { x: 0.25, y: 0.5, width: 0.5, height: 0.125 } },
      source: 'reader',
      confidence: 0.6,
    });
    assert.deepEqual(
      regions.map(({ confidence }) => confidence),
      [0.91, 0.6, 1],
    );
  });

  it('have no place in a report that has them otherwise, and none beside the picture', () => {
    const odd = [line('Save\tas', 0, 90), line('Total', 200, 90)];
    const [first, ...others] = readRegions({ width: 100, height: 100, lines: odd }, report);
    assert.equal(first?.offset, undefined);
    assert.equal(first?.image, undefined);
    assert.deepEqual(others, []);
  });
});
