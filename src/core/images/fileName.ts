import type { ImageType } from './images';

/** The longest name, in characters: file systems take 255 bytes, and people read less. */
const longest = 80;

const unlikeTheirType: Partial<Record<ImageType, string>> = {
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg',
  'image/x-icon': 'ico',
};

/** The usual ending of a type, without its dot. */
export function endingOf(type: ImageType): string {
  return unlikeTheirType[type] ?? type.slice('image/'.length);
}

/**
 * A name that somebody claims for a picture in; a plain file name with the usual ending of its type out:
 * without folders, without signs that are invisible or turn a text around, and of a length that can be read.
 * `otherwise` stands for a name that has nothing to read.
 */
export function plainFileName(claimed: string, type: ImageType, otherwise: string): string {
  const last = claimed.split(/[/\\]/).at(-1) ?? '';
  const visible = last
    .replace(/\s+/g, ' ')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '-')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const ending = endingOf(type);
  const [, stem = visible, own = ''] = /^(.*)\.([a-z\d]{1,5})$/i.exec(visible) ?? [];
  const isOwnRight = own.toLowerCase() === ending || (ending === 'jpg' && /^jpe?g$/i.test(own));
  const short = Array.from(stem).slice(0, longest).join('').trim();
  return `${short === '' ? otherwise : short}.${isOwnRight ? own : ending}`;
}

/** The name, with a number before its ending where it is taken: `pasted.png`, `pasted-2.png` … */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${stem}-${number}${ending}`;
    if (!isTaken(candidate)) {
      return candidate;
    }
  }
}
