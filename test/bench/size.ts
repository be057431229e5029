import { stat } from 'node:fs/promises';
import { packedFiles } from '../support/vsix';
import { sizeFigure, type Figure } from './figures';

const largest = 6;

/** The sizes of the package, of what activation loads, and of the largest files as they are packed. */
export async function sizeFigures(vsix: string): Promise<Figure[]> {
  const files = await packedFiles(vsix);
  const entry = files.find(({ name }) => name === 'dist/extension.js');
  return [
    sizeFigure('dist/extension.js', entry?.size ?? NaN, 'KB', 60),
    sizeFigure('VSIX', (await stat(vsix)).size, 'MB', 28),
    ...files
      .toSorted((a, b) => b.packed - a.packed)
      .slice(0, largest)
      .map(({ name, packed }) => sizeFigure(`— of it ${name}`, packed, 'MB')),
  ];
}
