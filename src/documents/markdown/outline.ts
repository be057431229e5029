import { frontMatterOf } from '../frontMatter';
import { lastBefore, marks, unmarked, within, type Outline } from '../outline';
import type { Range } from '../reference';
import { showsImage } from '../tags/elements';
import { tagEvents } from '../tags/events';
import { TagBlocks } from '../tags/outline';
import { dialects, isLink } from '../tags/tag';
import { leavesOf } from './blocks';
import type { Inline } from './bracketed';
import { scanInline } from './inline';
import type { Leaf } from './leaf';
import { plainText } from './plainText';
import { contentOf, offsetsOf } from './readLeaf';
import { takeDefinitions } from './references';
import { definitionAt, type Definitions, type Destination } from './resource';

/** Of a tag or an expression of MDX no more is read for text: finding its end took a reading before. */
const longestMarkup = 100_000;

/** The outline of a Markdown document. Only its blocks are read, and of their text what is asked for. */
export function markdownOutline(
  text: string,
  mdx: boolean,
  leaves: readonly Leaf[] = leavesOf(text, mdx),
): Outline {
  const definitions = new Map<string, Destination>();
  const builder = new TagBlocks();
  for (const leaf of leaves) {
    const [first, last] = [leaf.lines[0], leaf.lines.at(-1)];
    if (first === undefined || last === undefined) {
      continue;
    }
    const range = { start: first.start, end: last.end };
    switch (leaf.kind) {
      case 'html':
      case 'tags': {
        const whole = contentOf(text, leaf.lines);
        const content = leaf.kind === 'tags' ? whole.slice(0, longestMarkup) : whole;
        if (!content.includes('<')) {
          break;
        }
        const events = tagEvents(content, leaf.kind === 'html' ? dialects.html : dialects.mdx);
        builder.read(content, events, offsetsOf(leaf.lines));
        if (leaf.kind === 'html') {
          builder.flush(range.end);
        }
        break;
      }
      case 'heading':
      case 'text':
      case 'cell':
        if (text[first.start] === '[') {
          takeDefinitions(contentOf(text, leaf.lines), definitions);
        }
        builder.add({
          kind: leaf.level === undefined ? builder.kind : 'heading',
          level: leaf.level ?? builder.level,
          language: builder.language,
          range,
          text: (near, reach) =>
            blockText(text, leaf, within(range, near, reach), near, definitions, mdx),
        });
        if (mdx && leaf.kind === 'text') {
          structuralTags(builder, text.slice(range.start, range.end), range.start);
        }
        break;
      case 'code':
      case 'excess':
      case 'frontMatter':
      case 'module':
    }
  }
  const { title, language } = frontMatterOf(text);
  return { blocks: builder.end(text.length), title, language };
}

const structural = /<(\/?)(figure|figcaption|h[1-6])(?=[\s>])[^<>]{0,200}>/g;

/** In MDX, an element may begin or end in a paragraph and hold blocks all the same. */
function structuralTags(builder: TagBlocks, content: string, offset: number): void {
  if (!content.includes('<')) {
    return;
  }
  for (const { index, 0: tag } of content.matchAll(structural)) {
    builder.read(tag, tagEvents(tag, dialects.mdx), (at) => offset + index + at);
  }
}

function blockText(
  text: string,
  { lines, kind, level }: Leaf,
  window: Range,
  near: Range,
  definitions: Definitions,
  mdx: boolean,
): string {
  const shown = lines
    .slice(Math.max(0, lastBefore(lines, window.start)), lastBefore(lines, window.end) + 1)
    .map(({ start, end }) => ({
      start: Math.min(end, Math.max(start, window.start)),
      end: Math.min(end, window.end),
    }));
  const source = masked(text, shown, near);
  const start = kind === 'text' && window.start === lines[0]?.start ? afterDefinitions(source) : 0;
  const content = bare(source.slice(start), level !== undefined);
  const inline = scanInline(content, definitions, mdx);
  return plainText(marked(content, inline), definitions, mdx);
}

/** Some lines joined, with a mark in the place asked for. */
function masked(text: string, lines: readonly Range[], near: Range): string {
  const content = unmarked(contentOf(text, lines));
  const [first, last] = [lines[0], lines.at(-1)];
  if (
    first === undefined ||
    last === undefined ||
    near.start < first.start ||
    near.start > last.end
  ) {
    return content;
  }
  const before = lines.filter(({ start }) => start <= near.start);
  const after = lines.filter(({ end }) => end >= near.end);
  const start = lengthUpTo(before, near.start);
  const end = content.length - lengthFrom(after, near.end);
  return content.slice(0, start) + marks.here + content.slice(Math.max(start, end));
}

function lengthUpTo(lines: readonly Range[], offset: number): number {
  return lines.reduce(
    (sum, { start, end }, index) => sum + (index > 0 ? 1 : 0) + Math.min(end, offset) - start,
    0,
  );
}

function lengthFrom(lines: readonly Range[], offset: number): number {
  return lines.reduce(
    (sum, { start, end }, index) => sum + (index > 0 ? 1 : 0) + end - Math.max(start, offset),
    0,
  );
}

function afterDefinitions(content: string): number {
  for (let end = 0; ;) {
    const definition = definitionAt(content, end);
    if (definition === undefined) {
      return end;
    }
    end = definition.end;
  }
}

/** Takes off what template languages and common extensions write into Markdown. */
function bare(content: string, heading: boolean): string {
  const text = content
    .replaceAll(/\{[{%#<][^{}]{0,600}[}%#>]\}/g, ' ')
    .replaceAll(/\{[:#.][^{}\n]{0,200}\}/g, '')
    .replaceAll(/!\[\[[^[\]\n]{1,300}\]\]/g, marks.image)
    .replaceAll(/\[\[(?:[^[\]\n|]{1,200}\|)?([^[\]\n|]{1,200})\]\]/g, '$1')
    .replaceAll(/\[\^[^[\]\s]{1,50}\]:?/g, '')
    .replaceAll(/^(?:\[[ xX]\][ \t]|\[![A-Z]{1,20}\]|:::.*|[!?]{3}\+?[ \t].*)/gm, '');
  return heading ? text.replace(/[ \t]#{1,200}[ \t]*$/, '') : text;
}

/** Puts marks in the place of images and of what begins and ends links. */
function marked(content: string, { images, links, tags, closed }: Inline): string {
  const found: (Range & { readonly mark: string })[] = [];
  for (const { start, end } of images) {
    found.push({ start, end, mark: marks.image });
  }
  for (const { start, end, text } of links) {
    found.push({ start, end: text.start, mark: marks.link });
    found.push({ start: text.end, end, mark: marks.linkEnd });
  }
  for (const { kind, start, end } of closed) {
    if (kind === 'code' && content[start] === '{') {
      const here = content.slice(start, end).includes(marks.here);
      found.push({ start, end, mark: here ? marks.here : ' ' });
      continue;
    }
    const tag = kind === 'tag' ? /^<(\/?)([\w.-]*)/.exec(content.slice(start, end)) : null;
    const name = tag?.[2] ?? '';
    if (isLink(name)) {
      found.push({ start, end, mark: tag?.[1] === '/' ? marks.linkEnd : marks.link });
    } else if (/^br$/i.test(name)) {
      found.push({ start, end, mark: ' ' });
    }
  }
  for (const { name, start, end } of tags) {
    if (showsImage(name.toLowerCase())) {
      found.push({ start, end, mark: marks.image });
    }
  }
  let [done, result] = [0, ''];
  for (const { start, end, mark } of found.sort((one, other) => one.start - other.start)) {
    if (start >= done) {
      result += content.slice(done, start) + mark;
      done = end;
    }
  }
  return result + content.slice(done);
}
