import { fieldsOf, textOf } from './json';
import type { Target } from './target';

/** Parameters that some models and servers refuse. */
export type Parameter = 'max_completion_tokens' | 'max_tokens' | 'stream_options';

export type Parameters = Partial<Record<Parameter, unknown>>;

const limitNames = ['max_completion_tokens', 'max_tokens'] as const;

/** What was refused, by target; lives as long as the program. */
const refusals = new Map<string, Set<Parameter>>();

/** The parameters that fit a target, for a limit on the reply's tokens. */
export function parametersFor(target: Target, maxOutputTokens: number): Parameters {
  const refused = refusals.get(identityOf(target)) ?? new Set();
  const limitName = [target.limitName, ...limitNames].find((name) => !refused.has(name));
  return {
    ...(limitName !== undefined && { [limitName]: maxOutputTokens }),
    ...(target.streamOptions &&
      !refused.has('stream_options') && { stream_options: { include_usage: true } }),
  };
}

/**
 * Looks in a 400 or 422 for a sent parameter that the server does not support, and remembers it for
 * the target. True if there was one, so that the request can be sent again without it.
 */
export function learnFrom(
  target: Target,
  status: number | undefined,
  error: unknown,
  sent: Parameters,
): boolean {
  const name = status === 400 || status === 422 ? refusedParameter(error, sent) : undefined;
  if (name === undefined) {
    return false;
  }
  const identity = identityOf(target);
  refusals.set(identity, (refusals.get(identity) ?? new Set()).add(name));
  return true;
}

const refusalWords =
  /unsupported|not supported|unrecognized|unknown|unexpected|not (?:permitted|allowed)|extra_forbidden|additional properties/i;

function refusedParameter(error: unknown, sent: Parameters): Parameter | undefined {
  const { code, param, message } = fieldsOf(error);
  const words = textOf(message) ?? JSON.stringify(error ?? '');
  if (!refusalWords.test(`${textOf(code) ?? ''} ${words}`)) {
    return undefined;
  }
  const names = Object.keys(sent) as Parameter[];
  return (
    names.find((name) => name === param) ??
    names.find((name) => new RegExp(`\\b${name}\\b`).test(words))
  );
}

function identityOf({ baseUrl, query, deployment }: Target): string {
  return JSON.stringify([baseUrl, query, deployment]);
}
