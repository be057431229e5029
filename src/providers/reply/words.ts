import { fieldsOf, textOf } from '../json';

const maxLength = 300;

/**
 * A server's own words in plain text: the message of a JSON error or the title of an HTML page, at
 * most 300 characters, without the secrets and without keys that the server masked itself.
 */
export function plainWords(error: unknown, secrets: readonly string[] = []): string {
  const words = withoutMarkup(messageIn(error));
  const clean = secrets
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, secret) => text.replaceAll(secret, '***'), words)
    .replace(/[\w-]*\*{3,}[\w-]*/g, '***')
    .replace(/\s+/g, ' ')
    .trim();
  return clean.length > maxLength ? `${clean.slice(0, maxLength - 1)}…` : clean;
}

function messageIn(error: unknown): string {
  const { message, detail, error: inner } = fieldsOf(error);
  const found = [error, message, detail, inner, fieldsOf(inner).message]
    .map(textOf)
    .find((text) => text !== undefined);
  return found ?? (detail === undefined ? '' : JSON.stringify(detail));
}

function withoutMarkup(text: string): string {
  if (!/<(?:!doctype|html|head|body)\b/i.test(text)) {
    return text;
  }
  const title = /<title[^>]*>([^<]*)/i.exec(text)?.[1];
  return title ?? text.replace(/<(script|style)\b[\s\S]*?<\/\1>|<[^>]*>/gi, ' ');
}
