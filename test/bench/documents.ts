import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { findImageReferences } from '../../src/documents';
import { cpuMilliseconds } from '../support/cpuTime';
import { labelledDocuments } from '../unit/documents/labelled/labels';
import { ratioFigure, timeFigure, type Figure } from './figures';

const megabyte = 1_000_000;
const most = 200;
const times = 5;

/** Milliseconds of a processor. */
function taken(work: () => unknown): number {
  const start = cpuMilliseconds();
  work();
  return cpuMilliseconds() - start;
}

function several(work: () => unknown): number[] {
  work(); // The engine has to see the code once.
  return Array.from({ length: times }, () => taken(work));
}

/**
 * Measures how long the image references of a megabyte of each language are looked for, in documents that
 * are dense with images, and for Markdown the ratio to reading the same with mdast.
 */
export function documentFigures(): Promise<Figure[]> {
  const documents = labelledDocuments();
  const languages = [...new Set(documents.map(({ languageId }) => languageId))];
  const textOf = (language: string): string => {
    if (language === 'ipynb') {
      const source = textOf('markdown').split(/(?<=\n)/);
      return JSON.stringify({ cells: [{ cell_type: 'markdown', source }] });
    }
    const own = documents.filter(({ languageId }) => languageId === language);
    const whole = own.map(({ text }) => text).join('\n\n');
    return whole.repeat(Math.ceil(megabyte / whole.length)).slice(0, megabyte);
  };
  const figures = languages.map((language) => {
    const text = textOf(language);
    const all = several(() => findImageReferences(text, language));
    return timeFigure(`References of a megabyte, ${language}`, all, most);
  });
  const markdown = textOf('markdown');
  const options = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] };
  const [theirs] = [taken(() => fromMarkdown(markdown, options))];
  const ours = several(() => findImageReferences(markdown, 'markdown'));
  const ratios = ours.map((own) => own / theirs);
  return Promise.resolve([
    ...figures,
    ratioFigure('The same of Markdown, to reading it with mdast', ratios, 1),
  ]);
}
