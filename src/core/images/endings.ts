/** The file name endings, lower case and without the dot, that menus and pickers offer. */
export const imageExtensions: readonly string[] = [
  'png',
  'apng',
  'jpg',
  'jpeg',
  'jfif',
  'gif',
  'webp',
  'avif',
  'heic',
  'heif',
  'tif',
  'tiff',
  'bmp',
  'ico',
  'svg',
];

/** Such an ending with its dot, as a pattern that is read without regard to capital letters. */
export const imageEnding = String.raw`\.(?:${imageExtensions.join('|')})`;
