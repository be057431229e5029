import assert from 'node:assert/strict';
import { altTextStructure, textsIn } from '../../../src/features/generateAltText/structure';
import type { ImageRecord } from '../../../src/host/images/imageStore';

const records = (count: number): ImageRecord[] =>
  Array.from({ length: count }, (_, index) => {
    const address = new URL(`https://pictures.example/${index}.png`);
    return { id: String(index), name: `${index}.png`, address };
  });

const reply = (...images: [number: number, altText: string, name?: string][]) => ({
  images: images.map(([number, altText, name = `Image ${number} (${number - 1}.png)`]) => ({
    number,
    altText,
    name,
  })),
});

describe('the alt texts of several images', () => {
  it('are wanted as JSON where one request takes all images', () => {
    assert.equal(altTextStructure(records(1)), undefined);
    assert.equal(altTextStructure(records(11)), undefined);
    assert.equal(altTextStructure(records(2))?.schema.name, 'alt_texts');
  });

  it('are parsed by the schema, and by how many images there are', () => {
    const structure = altTextStructure(records(2));
    assert.ok(structure);
    const whole = reply([1, 'A form.'], [2, 'A chart.']);
    assert.deepEqual(structure.parse(whole), whole);
    for (const wrong of [
      null,
      'text',
      [],
      {},
      { images: 'A form.' },
      { images: [{ number: '1', name: 'Image 1 (0.png)', altText: 'A form.' }] },
      { images: [{ number: 1, altText: 'A form.' }] },
      { images: [null] },
      reply([0, 'A form.']),
      reply([3, 'A form.']),
      reply([1.5, 'A form.']),
    ]) {
      assert.equal(structure.parse(wrong), undefined, JSON.stringify(wrong));
    }
  });

  it('are never given to a neighbour', () => {
    const two = records(2);
    assert.deepEqual(textsIn(reply([2, 'A chart.'], [1, 'A form.']), two), ['A form.', 'A chart.']);
    assert.deepEqual(textsIn(reply([3, ' A\n map. ']), records(3)), [
      undefined,
      undefined,
      'A map.',
    ]);
    assert.deepEqual(textsIn(reply([1, 'A form.'], [1, 'A chart.'], [2, ' ']), two), [
      undefined,
      undefined,
    ]);
    const confused = reply([1, 'A form.', 'Image 2 (1.png)']);
    assert.deepEqual(textsIn(confused, two), [undefined, undefined]);
  });

  it('are a numbered list for follow-ups and for Copy', () => {
    const format = altTextStructure(records(3))?.format as ((data: unknown) => string) | undefined;
    assert.equal(format?.(reply([1, 'A form.'], [3, 'A map.'])), '1. A form.\n3. A map.');
  });

  it('that an earlier version kept, without names, go by their numbers', () => {
    const kept = { images: [{ number: 2, altText: 'A chart.' }] };
    assert.deepEqual(textsIn(kept, records(2)), [undefined, 'A chart.']);
  });
});
