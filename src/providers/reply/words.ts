import { withoutSecrets } from './secrets';

const maxLength = 300;

/**
 * A server's own words in plain text: without markup, at most 300 characters, without the secrets in any
 * spelling and without keys that the server masked itself.
 */
export function plainWords(words: string, secrets: readonly string[] = []): string {
  const clean = withoutSecrets(withoutMarkup(bounded(words)), secrets)
    // Where a run of such characters begins, so that each is looked at once.
    .replace(/(?<![\w*-])[\w-]*\*{3,}[\w-]*/g, '***')
    .replace(/\s+/g, ' ')
    .trim();
  return clean.length > maxLength ? `${clean.slice(0, maxLength - 1)}…` : clean;
}

/** Enough of a text for what is shown, cut between words so that no half of a secret is left at its end. */
export function bounded(text: string, length = 4000): string {
  if (text.length <= length) {
    return text;
  }
  const start = text.slice(0, length);
  return start.slice(0, Math.max(start.lastIndexOf(' '), start.lastIndexOf('\n')) + 1) || start;
}

function withoutMarkup(text: string): string {
  if (!/<(?:!doctype|html|head|body)\b/i.test(text)) {
    return text;
  }
  const title = /<title[^<>]*>([^<]*)/i.exec(text)?.[1];
  return title ?? text.replace(/<(script|style)\b[^<]*(?:<\/\1>)?|<[^<>]*>/gi, ' ');
}
