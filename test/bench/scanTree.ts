import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { randomFrom } from '../support/emulator/wire';

const documentsPerFolder = 50;
export const imagesPerDocument = 4;

/** The smallest PNG that is whole: one pixel. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
);

const words =
  'the a of to in on for with this that is are can you your when where each all one two more than from by as an it be has have not open close save choose select press type panel page window button list table server request reply image screenshot settings file folder name value example network account project branch build test release version error message time limit option dialog editor status report chart region cluster storage access policy token user group role key'.split(
    ' ',
  );

/**
 * Makes a documentation site of so many Markdown files, about 4 KB each, with four images each, in a
 * folder: those of a kind that writers make, with and without alt text. It is the same each time.
 */
export async function makeTree(folder: string, documents: number): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const next = randomFrom(42);
  for (let at = 0; at < documents; at += documentsPerFolder) {
    const section = path.join(folder, 'docs', `part-${Math.floor(at / 500)}`, `section-${at}`);
    await mkdir(path.join(section, 'images'), { recursive: true });
    const numbers = Array.from(
      { length: Math.min(documentsPerFolder, documents - at) },
      (_, index) => at + index,
    );
    await Promise.all(
      numbers.map(async (number) => {
        await writeFile(path.join(section, `page-${number}.md`), page(number, next));
        for (let image = 0; image < imagesPerDocument; image++) {
          await writeFile(path.join(section, 'images', imageName(number, image)), pixel);
        }
      }),
    );
  }
}

function imageName(document: number, image: number): string {
  return `shot-${document}-${image}.png`;
}

function page(number: number, next: () => number): string {
  const between = (least: number, most: number): number =>
    least + Math.floor(next() * (most - least + 1));
  const some = (least: number, most: number): string =>
    Array.from({ length: between(least, most) }, () => words[between(0, words.length - 1)]).join(
      ' ',
    );
  const sentence = (): string => {
    const text = some(8, 18);
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  };
  const paragraph = (): string => {
    const sentences = Array.from({ length: between(2, 5) }, sentence).join(' ');
    return next() < 0.3
      ? `${sentences} See [${some(1, 3)}](page-${between(0, 99)}.md).`
      : sentences;
  };
  const image = (index: number): string => {
    const target = `images/${imageName(number, index)}`;
    const chance = next();
    return chance < 0.4
      ? `![](${target})`
      : chance < 0.5
        ? `![image](${target})`
        : chance < 0.6
          ? `<img src="${target}" width="400">`
          : `![${sentence()}](${target})`;
  };
  const section = (index: number): string =>
    [
      `## ${some(2, 5)}`,
      paragraph(),
      `- ${some(5, 12)}\n- \`${some(1, 2)}\` ${some(5, 12)}\n- **${some(1, 2)}** ${some(5, 12)}`,
      index === 1 ? `\`\`\`sh\n${some(3, 6)}\n${some(3, 6)}\n\`\`\`` : paragraph(),
      image(index),
      index === 2
        ? `| ${some(1, 2)} | ${some(1, 2)} |\n| --- | --- |\n| ${some(2, 5)} | ${some(2, 5)} |`
        : paragraph(),
    ].join('\n\n');
  const sections = Array.from({ length: imagesPerDocument }, (_, index) => section(index));
  return `---\ntitle: ${some(2, 5)}\n---\n\n# ${some(2, 5)}\n\n${sections.join('\n\n')}\n`;
}
