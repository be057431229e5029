import { htmlTagEnd } from './inlineHtml';

/** What ends a block of HTML: a line that holds this, or a blank line. */
export type HtmlBlock = RegExp | 'blank';

const blocks = new Set(
  (
    'address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt ' +
    'fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link ' +
    'main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead ' +
    'title tr track ul'
  ).split(' '),
);

const name = /^<\/?([A-Za-z][\w-]*)(?=[\s/>]|$)/;

/**
 * Whether a line begins a block of HTML (CommonMark, 4.6), and what ends that. A tag of another name
 * than those of blocks begins one only where no paragraph goes before.
 */
export function htmlStart(line: string, inParagraph: boolean): HtmlBlock | undefined {
  if (!line.startsWith('<')) {
    return undefined;
  }
  if (/^<(?:script|pre|style|textarea)(?:\s|>|$)/i.test(line)) {
    return /<\/(?:script|pre|style|textarea)>/i;
  }
  if (line.startsWith('<!--')) {
    return /-->/;
  }
  if (line.startsWith('<?')) {
    return /\?>/;
  }
  if (line.startsWith('<![CDATA[')) {
    return /\]\]>/;
  }
  if (/^<![A-Za-z]/.test(line)) {
    return />/;
  }
  const tag = name.exec(line)?.[1];
  if (
    tag !== undefined &&
    blocks.has(tag.toLowerCase()) &&
    /^<\/?[A-Za-z][\w-]*(?:\s|\/?>|$)/.test(line)
  ) {
    return 'blank';
  }
  const end = inParagraph ? undefined : htmlTagEnd(line, 0);
  return end !== undefined && line.slice(end).trim() === '' ? 'blank' : undefined;
}
