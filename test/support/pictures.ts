import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './paths';

export type PictureFormat = 'png' | 'jpeg' | 'webp' | 'gif';

/** One picture of the demo workspace. Width and height are the file's pixels, scale is pixels per CSS pixel. */
export interface Picture {
  /** The name of its page in `test/support/pages`, without ending. */
  readonly page: string;
  /** Its file name in `test/workspaces/demo/screenshots`. */
  readonly file: string;
  readonly format: PictureFormat;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** Every size occurs once, so that width and height tell which picture a request carried. */
export const pictures: readonly Picture[] = [
  picture('dashboard', 'dashboard.png', 1400, 900),
  picture('checkout-form', 'checkout-form.png', 1280, 860),
  picture('settings-dark', 'settings-dark.png', 1200, 780),
  picture('phone', 'phone.png', 390, 844, 3),
  picture('docs-page', 'docs-page.jpg', 1024, 1200),
  picture('login-mockup', 'login-mockup.webp', 960, 640),
  picture('spinner', 'spinner.gif', 240, 96),
  picture('editor-dark', 'editor-dark@2x.png', 1040, 640, 2),
];

/** The HTML sources of the pictures. */
export const pagesFolder = path.join(root, 'test', 'support', 'pages');

/** The folders that tests and the demo open: `demo`, `hostile`, `untrusted`. */
export const workspacesFolder = path.join(root, 'test', 'workspaces');

/** A picture's file, as an absolute path. */
export function picturePath({ file }: Picture): string {
  return path.join(workspacesFolder, 'demo', 'screenshots', file);
}

/** Where a picture's words are kept: a JSON list of strings in reading order. */
export function wordsPath({ page }: Picture): string {
  return path.join(pagesFolder, `${page}.words.json`);
}

/** The words that a reader of the picture sees, in reading order, punctuation included. */
export async function wordsOf(item: Picture): Promise<string[]> {
  return JSON.parse(await readFile(wordsPath(item), 'utf8')) as string[];
}

function picture(
  page: string,
  file: string,
  cssWidth: number,
  cssHeight: number,
  scale = 1,
): Picture {
  const ending = path.extname(file).slice(1);
  return {
    page,
    file,
    format: ending === 'jpg' ? 'jpeg' : (ending as PictureFormat),
    width: cssWidth * scale,
    height: cssHeight * scale,
    scale,
  };
}
