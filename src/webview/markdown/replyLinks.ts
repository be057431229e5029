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

/** A bare address stands by itself: one in quotes or in a call is part of code that is shown as text. */
const mayPrecede = /(?:^|[\s*_~]|(?:^|\s)[([]|[^\p{ASCII}])$/u;

function guard(tokens: readonly Token[]): void {
  let allowed = true;
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'link_open') {
      const href = String(token.attrGet('href') ?? '');
      const isBare = token.markup === 'linkify';
      allowed = isLinkable(href) && (!isBare || mayPrecede.test(tokens[index - 1]?.content ?? ''));
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
