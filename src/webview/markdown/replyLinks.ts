import type { MarkdownIt, Token } from 'markdown-it';
import { isLinkable } from '../shared/links';

/**
 * Links to http, https and mailto, also bare addresses with their scheme; the text of all others is
 * kept. An address is shown as it was written, and its title tells the one that is asked for.
 */
export function replyLinks(parser: MarkdownIt): void {
  parser.set({ linkify: true });
  parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  for (const scheme of ['ftp:', 'mailto:', '//']) {
    parser.linkify.add(scheme, null);
  }
  parser.normalizeLinkText = (url) => url;
  // Every link is parsed, so that the text of one that is not allowed is shown without its syntax.
  parser.validateLink = () => true;
  parser.core.ruler.push('links', ({ tokens }) => {
    for (const { children } of tokens) {
      guard(children ?? []);
    }
  });
}

function guard(tokens: readonly Token[]): void {
  let allowed = true;
  for (const token of tokens) {
    if (token.type === 'link_open') {
      const href = String(token.attrGet('href') ?? '');
      allowed = isLinkable(href);
      token.attrs = allowed
        ? [
            ['href', href],
            ['title', href],
            ['rel', 'noopener noreferrer'],
          ]
        : null;
    }
    if (!allowed && (token.type === 'link_open' || token.type === 'link_close')) {
      token.tag = 'span';
    }
  }
}
