import { Refusal } from './service';

/** The error body that OpenAI's and Azure's models share. */
export function openAiError(
  message: string,
  type: string | null,
  param: string | null,
  code: string | null,
) {
  return { error: { message, type, param, code } };
}

/** A 400 in the words of the models behind both OpenAI and Azure. */
export function invalidRequest(
  message: string,
  param: string | null,
  code: string | null,
): Refusal {
  return new Refusal(400, openAiError(message, 'invalid_request_error', param, code));
}

export const missing = (param: string) =>
  invalidRequest(`Missing required parameter: '${param}'.`, param, 'missing_required_parameter');

export const wrongType = (param: string, expected: string, got: unknown) =>
  invalidRequest(
    `Invalid type for '${param}': expected ${expected}, but got ${nameOf(got)} instead.`,
    param,
    'invalid_type',
  );

export const wrongValue = (param: string, got: unknown, supported: readonly string[]) =>
  invalidRequest(
    `Invalid value: '${String(got)}'. Supported values are: ${listOf(supported)}.`,
    param,
    'invalid_value',
  );

function listOf(values: readonly string[]): string {
  const quoted = values.map((value) => `'${value}'`);
  return quoted.length < 3
    ? quoted.join(' and ')
    : `${quoted.slice(0, -1).join(', ')}, and ${quoted.at(-1) ?? ''}`;
}

function nameOf(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'an array';
  }
  if (typeof value === 'number') {
    return Number.isInteger(value) ? 'an integer' : 'a decimal number';
  }
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
