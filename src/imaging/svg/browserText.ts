import { decodeXml } from '../structure/xml';
import { readRoot } from './root';

const scheme = /\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/gi;

/**
 * An SVG file as the text that a browser is given to draw: without a declaration of its former encoding, with
 * its natural size stated, and in light colours, as browsers ask the system whether it is dark.
 */
export function browserText(bytes: Uint8Array): string {
  const text = decodeXml(bytes, false).replace(/^\uFEFF?\s*<\?xml[^>]*\?>/, '');
  return readRoot(text).text.replace(scheme, (_, name: string) =>
    name.toLowerCase() === 'light' ? '(min-width: 0)' : '(min-width: 999999px)',
  );
}
