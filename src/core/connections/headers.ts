import { isRecord } from '../record';

/** Extra headers of a connection, as the setting has them: values may name a secret, `${secret:NAME}`. */
export type HeaderTemplates = Readonly<Record<string, string>>;

const reference = /\$\{secret:([\w.-]+)\}/g;

/** The names of the secrets that headers refer to, each once. */
export function secretsIn(headers: HeaderTemplates = {}): string[] {
  const names = Object.values(headers).flatMap((value) =>
    [...value.matchAll(reference)].map(([, name = '']) => name),
  );
  return [...new Set(names)];
}

/** A header's value with its secrets in place. */
export function filled(value: string, secrets: ReadonlyMap<string, string>): string {
  return value.replace(reference, (whole, name: string) => secrets.get(name) ?? whole).trim();
}

/** True for an object whose values are texts. */
export function isHeaders(value: unknown): value is HeaderTemplates {
  return isRecord(value) && Object.values(value).every((item) => typeof item === 'string');
}
