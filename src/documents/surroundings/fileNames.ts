import { imageEnding } from '../../core/images/endings';
import { decoded } from '../paths';

/** The names that a target gives an image: they are no evidence of what it shows. */
export function fileNamesOf(target: string): string[] {
  const path = target.split(/[?#]/)[0] ?? '';
  const spellings = [target, path, path.split(/[\\/]/).at(-1) ?? ''].flatMap((name) => [
    name,
    decoded(name),
  ]);
  return [...new Set(spellings)].filter(
    (name) => name.length > 3 && name.length <= 300 && name.includes('.'),
  );
}

const endsAsImage = new RegExp(String.raw`${imageEnding}[.:]?$`, 'i');
const bareFileName = new RegExp(
  String.raw`^(?:[\w .()/\\-]{0,200}[/\\])?[^\s/\\]{1,200}${imageEnding}[.:]?$`,
  'i',
);

/** A text without the names of the image's file; empty where it is nothing but the name of a picture. */
export function withoutFileNames(text: string, names: readonly string[]): string {
  if (endsAsImage.test(text.slice(-6)) && bareFileName.test(text)) {
    return '';
  }
  const folded = text.toLowerCase();
  const named = names.filter((name) => text.includes(name) || folded.includes(name.toLowerCase()));
  let result = text;
  for (const name of named) {
    result = replaceIgnoringCase(result, name);
  }
  return result === text ? text : /[\p{L}\p{N}]/u.test(result) ? result.trim() : '';
}

function replaceIgnoringCase(text: string, name: string): string {
  const [folded, wanted] = [text.toLowerCase(), name.toLowerCase()];
  // Few letters change their length with their case; where one does, only the very name is found.
  const same = folded.length === text.length;
  return same && folded.includes(wanted)
    ? splitAt(text, folded, wanted).join('…')
    : text.replaceAll(name, '…');
}

function splitAt(text: string, folded: string, wanted: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = folded.indexOf(wanted); at !== -1; at = folded.indexOf(wanted, from)) {
    parts.push(text.slice(from, at));
    from = at + wanted.length;
  }
  return [...parts, text.slice(from)];
}
