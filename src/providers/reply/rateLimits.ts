import type { RateLimit, RateLimits } from '../../core/work/rateLimits';

/**
 * What a reply's headers tell about the limits of its host; undefined where they tell nothing. OpenAI
 * sends limit, rest and reset of requests and tokens with each reply, Azure OpenAI the rest and, with a
 * refusal, the reset; its -1 stands for what it does not count.
 * Source: platform.openai.com/docs/guides/rate-limits, learn.microsoft.com/azure/ai-services/openai/how-to/quota.
 */
export function rateLimitsIn(headers: Headers): RateLimits | undefined {
  const requests = rateLimitIn(headers, 'requests');
  const tokens = rateLimitIn(headers, 'tokens');
  return requests || tokens
    ? { ...(requests && { requests }), ...(tokens && { tokens }) }
    : undefined;
}

function rateLimitIn(headers: Headers, unit: 'requests' | 'tokens'): RateLimit | undefined {
  const limit = countIn(headers.get(`x-ratelimit-limit-${unit}`));
  const remaining = countIn(headers.get(`x-ratelimit-remaining-${unit}`));
  const resetSeconds = secondsIn(headers.get(`x-ratelimit-reset-${unit}`));
  return limit === undefined && remaining === undefined
    ? undefined
    : {
        ...(limit !== undefined && { limit }),
        ...(remaining !== undefined && { remaining }),
        ...(resetSeconds !== undefined && { resetSeconds }),
      };
}

function countIn(value: string | null): number | undefined {
  return /^\d{1,15}$/.test(value ?? '') ? Number(value) : undefined;
}

const units = { d: 86_400, h: 3600, m: 60, s: 1, ms: 1 / 1000 };

/** `6m0s`, `1.5s` or `120ms` as OpenAI writes it, a number of seconds as Azure does. */
function secondsIn(value: string | null): number | undefined {
  const [whole, ...parts]: readonly (string | undefined)[] =
    /^(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9}(?:\.\d{1,9})?)s)?(?:(\d{1,9}(?:\.\d{1,9})?)ms)?$/.exec(
      (value ?? '').replace(/^[\d.]+$/, '$&s'),
    ) ?? [];
  const inUnits = Object.values(units);
  return whole === undefined || whole === ''
    ? undefined
    : parts.reduce((sum, part, index) => sum + Number(part ?? 0) * (inUnits[index] ?? 0), 0);
}
