import type { Consent } from './sending';

/** What was agreed to of what begins with the turn of that id. */
export function consentSince({ given }: Consent, start: number): Consent {
  return {
    given: given.flatMap(({ since = 0, ...item }) => (since === start ? [item] : [])),
  };
}

/** The same with `consent` in the place of what was agreed to of what begins with that turn. */
export function withConsent({ given }: Consent, start: number, consent: Consent): Consent {
  const others = given.filter(({ since = 0 }) => since !== start);
  return { given: [...others, ...consent.given.map((item) => ({ ...item, since: start }))] };
}
