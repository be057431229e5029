/** `Retry-After` as given, and `retry-after-ms` where it is a number of seconds. */
export function retryHeaders(retryAfter: string): Record<string, string> {
  return {
    'retry-after': retryAfter,
    ...(/^\d+$/.test(retryAfter) && { 'retry-after-ms': String(Number(retryAfter) * 1000) }),
  };
}

/** Both headers for a wait that is no whole number of seconds. */
export function waitHeaders(seconds: number): Record<string, string> {
  return {
    'retry-after': String(Math.ceil(seconds)),
    'retry-after-ms': String(Math.ceil(seconds * 1000)),
  };
}

/** The seconds from now that a value of `Retry-After` means. */
export function secondsOf(retryAfter: string): number {
  return /^\d+$/.test(retryAfter)
    ? Number(retryAfter)
    : Math.max(0, Math.round((Date.parse(retryAfter) - Date.now()) / 1000));
}
