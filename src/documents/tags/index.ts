import type { MarkupLanguage, NewImage, PlaceProblem } from '../language';
import { urlPath } from '../paths';
import { inlineEdit, placeOf } from '../place';
import type { Edit, ImageReference, Range, Syntax } from '../reference';
import { tagReference } from './images';
import { importedPaths } from './literal';
import { tagOutline } from './outline';
import { scanTags } from './scanner';
import { dialects, type TagPlace } from './tag';
import { withWrappers } from './wrappers';
import { imageTag } from './write';

/** Elements that hold other elements only, of kinds that an image is not. */
const noImages =
  /^(?:head|table|thead|tbody|tfoot|tr|colgroup|select|optgroup|option|datalist|ul|ol|dl|menu|picture|video|audio|object|svg|math)$/i;

type TagSyntax = keyof typeof dialects & Syntax;

/** HTML and the languages that extend it; all of them write images as tags. */
export function tagLanguage(syntax: TagSyntax): MarkupLanguage {
  return {
    find: (text) => references(text, syntax),
    insert: (text, selection, image) => insertTag(text, selection, image, syntax),
    outline: (text) => tagOutline(text, dialects[syntax]),
  };
}

function references(text: string, syntax: TagSyntax): ImageReference[] {
  const imports = syntax === 'html' ? new Map<string, string>() : importedPaths(text);
  const { tags, wrappers } = scanTags(text, dialects[syntax]);
  const found = tags
    .map((tag) => tagReference(tag, syntax, imports))
    .filter((reference) => reference !== undefined)
    .sort((one, other) => one.range.start - other.range.start);
  return withWrappers(found, wrappers, text, syntax);
}

function insertTag(
  text: string,
  selection: Range,
  { path, alt }: NewImage,
  syntax: TagSyntax,
): Edit | PlaceProblem {
  const range = placeOf(text, selection);
  const words = !/[<>{}&]/.test(text.slice(range.start, range.end));
  const place = words ? range : { start: range.end, end: range.end };
  const tag = imageTag(urlPath(path), alt, syntax);
  const found = scanTags(text, dialects[syntax], place.start).place;
  if (found.kind === 'expression') {
    return { start: place.start, end: place.start, text: tag };
  }
  return problemAt(found) ?? inlineEdit(text, place, tag);
}

/** Why no image can stand at a place, where that is so. */
export function problemAt({ kind, elements }: TagPlace): PlaceProblem | undefined {
  switch (kind) {
    case 'text':
      return noImages.test(elements.at(-1) ?? '') ? 'place' : undefined;
    case 'expression':
      return 'code';
    case 'tag':
      return 'markup';
    case 'code':
    case 'comment':
    case 'frontMatter':
      return kind;
  }
}
