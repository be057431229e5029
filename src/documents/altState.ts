import { isToolName } from '../core/altText/toolName';
import { imageEnding } from '../core/images/endings';
import { decoded } from './paths';
import type { AltState } from './reference';

/** Words that editors, templates and people in a hurry leave in place of an alt text. */
const placeholders = new Set([
  'alt',
  'alt text',
  'alternate text',
  'alternative text',
  'caption',
  'describe image',
  'description',
  'drawing',
  'enter alt text',
  'enter image description here',
  'figure',
  'fixme',
  'graphic',
  'image',
  'image alt',
  'image alt text',
  'image description',
  'img',
  'photo',
  'pic',
  'picture',
  'placeholder',
  'screen shot',
  'screenshot',
  'tbd',
  'text',
  'todo',
  'untitled',
  'your alt text here',
]);

/** What a template engine puts in, or leaves where it has nothing to put in. */
const template = /^(?:\{\{[^]*\}\}|\{%[^]*%\}|\$\{[^]*\}|<%[^]*%>|%[\w-]+%|\{[\w.-]+\})$/;

const fileName = new RegExp(String.raw`^[^/\\]{1,200}${imageEnding}$`, 'i');
const numberedFigure = /^fig(?:ure)?[ ._-]?\d[\d ._:-]{0,40}$/i;

/**
 * The state of an alt text as written: `undefined` where there is none, `target` is the image's path.
 * Only languages where an empty alt text is a statement (HTML) pass an empty one.
 */
export function altState(alt: string | undefined, target: string): AltState {
  if (alt === undefined) {
    return 'missing';
  }
  const words = plainWords(alt);
  if (words === '') {
    return alt.trim() === '' ? 'decorative' : 'placeholder';
  }
  const name = target.split(/[?#]/)[0]?.split('/').at(-1) ?? '';
  const stem = decoded(name).replace(/\.\w{1,5}$/, '');
  return placeholders.has(words) ||
    template.test(alt.trim()) ||
    fileName.test(alt.trim()) ||
    isToolName(alt.trim()) ||
    numberedFigure.test(alt.trim()) ||
    alt.trim() === stem
    ? 'placeholder'
    : 'present';
}

function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
