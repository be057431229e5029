import MarkdownIt, { type Env, type RendererRule, type Token } from 'markdown-it';
import { iconMarkup } from '../shared/icons';
import { cjkEmphasis } from './cjkEmphasis';
import { directions } from './directions';
import { formulas } from './formulas';
import { lineBreakTags } from './lineBreakTags';
import { longText } from './longText';
import { replyLinks } from './replyLinks';
import { taskLists } from './taskLists';

/** The link targets that a reply defined so far (`[name]: URL`). */
export type References = NonNullable<Env['references']>;

/** A reply's own headings come below the panel's two levels. */
const headingShift = 2;

const parser = new MarkdownIt({ html: false, breaks: true })
  .use(replyLinks)
  .use(lineBreakTags)
  .use(cjkEmphasis)
  .use(formulas)
  .use(taskLists)
  .use(directions)
  .use(longText);
const { escapeHtml, unescapeAll } = parser.utils;

// The panel's content security policy forbids style attributes.
parser.core.ruler.push('alignment', ({ tokens }) => {
  for (const token of tokens) {
    const alignment = /^text-align:(\w+)$/.exec(String(token.attrGet('style') ?? ''))?.[1];
    if (alignment !== undefined) {
      token.attrs = (token.attrs ?? []).filter(([name]) => name !== 'style');
      token.attrPush(['class', `align-${alignment}`]);
    }
  }
});

parser.renderer.rules.heading_open = parser.renderer.rules.heading_close = (
  tokens,
  index,
  options,
  _env,
  renderer,
) => {
  const heading = tokens[index];
  if (heading) {
    heading.tag = `h${Math.min(Number(heading.tag.slice(1)) + headingShift, 6)}`;
  }
  return renderer.renderToken(tokens, index, options);
};
parser.renderer.rules.image = (tokens, index, options, env, renderer) =>
  escapeHtml(renderer.renderInlineAsText(tokens[index]?.children ?? [], options, env));
parser.renderer.rules.fence = parser.renderer.rules.code_block = codeBlock;
parser.renderer.rules.table_open = (tokens, index) =>
  `<div class="table" role="group" aria-label="${escapeHtml(columnNames(tokens, index))}"` +
  `${parser.renderer.renderAttrs(tokens[index] ?? { attrs: null })}><table>\n`;
parser.renderer.rules.table_close = () => '</table></div>\n';

/**
 * Untrusted Markdown in, HTML out that holds no raw HTML, no image, no script, and links to
 * http, https and mailto only. `references` is read and added to; `copyCode` labels the button
 * of a code block.
 */
export function renderMarkdown(
  source: string,
  copyCode: string,
  references: References = {},
): string {
  return parser.render(source, { references, copyCode });
}

/** The tokens of a whole reply, its links already guarded. */
export function parseMarkdown(source: string): Token[] {
  return parser.parse(source, {});
}

/** The tokens of a text's blocks alone; what is in their lines is not parsed. */
export function parseBlocks(source: string): Token[] {
  const tokens: Token[] = [];
  parser.block.parse(source, parser, {}, tokens);
  return tokens;
}

function codeBlock(...[tokens, index, , env]: Parameters<RendererRule>): string {
  const { info = '', content = '' } = tokens[index] ?? {};
  const language = escapeHtml(unescapeAll(info).trim().split(/\s/, 1)[0]?.slice(0, 32) ?? '');
  const label = escapeHtml(typeof env?.copyCode === 'string' ? env.copyCode : '');
  return (
    `<div class="code" dir="ltr"><div class="code-bar" data-language="${language}">` +
    `<button type="button" class="tool copy-code" aria-label="${label}" title="${label}">` +
    `${iconMarkup('copy')}${iconMarkup('check')}</button></div>` +
    `<pre><code>${escapeHtml(content)}</code></pre></div>\n`
  );
}

/** The header cells of the table that begins at `index`: its name for assistive tools. */
function columnNames(tokens: readonly Token[], index: number): string {
  const names: string[] = [];
  for (let at = index; tokens[at]?.type !== 'thead_close' && at < tokens.length; at++) {
    const token = tokens[at];
    if (token?.type === 'inline') {
      names.push(
        parser.renderer
          .renderInlineAsText(token.children ?? [], parser.options, {})
          .replaceAll('\n', ' '),
      );
    }
  }
  return names.filter((name) => name !== '').join(', ');
}
