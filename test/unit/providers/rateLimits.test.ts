import assert from 'node:assert/strict';
import { rateLimitsIn } from '../../../src/providers/reply/rateLimits';
import { boundFetch } from '../../../src/providers/request/http';
import { networkWith, scriptedFetch } from './support';

describe('the headers of rate limits', () => {
  it('are read as OpenAI sends them', () => {
    const headers = new Headers({
      'x-ratelimit-limit-requests': '5000',
      'x-ratelimit-limit-tokens': '160000',
      'x-ratelimit-remaining-requests': '4999',
      'x-ratelimit-remaining-tokens': '159976',
      'x-ratelimit-reset-requests': '12ms',
      'x-ratelimit-reset-tokens': '6m0s',
    });
    assert.deepEqual(rateLimitsIn(headers), {
      requests: { limit: 5000, remaining: 4999, resetSeconds: 0.012 },
      tokens: { limit: 160_000, remaining: 159_976, resetSeconds: 360 },
    });
  });

  it('are read as Azure OpenAI sends them', () => {
    const answered = new Headers({
      'x-ratelimit-remaining-requests': '79',
      'x-ratelimit-remaining-tokens': '61353',
    });
    assert.deepEqual(rateLimitsIn(answered), {
      requests: { remaining: 79 },
      tokens: { remaining: 61_353 },
    });
    const refused = new Headers({
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': '6',
      'x-ratelimit-limit-tokens': '-1',
      'x-ratelimit-remaining-tokens': '-1',
      'x-ratelimit-reset-tokens': '0',
    });
    assert.deepEqual(rateLimitsIn(refused), { requests: { remaining: 0, resetSeconds: 6 } });
  });

  const resets: [string, number | undefined][] = [
    ['1s', 1],
    ['0s', 0],
    ['1.5s', 1.5],
    ['120ms', 0.12],
    ['7.66s', 7.66],
    ['2m59.56s', 179.56],
    ['1h30m0s', 5400],
    ['1d2h3m4s', 93_784],
    ['1m', 60],
    ['17', 17],
    ['0.25', 0.25],
    ['', undefined],
    ['soon', undefined],
    ['-1', undefined],
    ['1s2m', undefined],
    ['1e9', undefined],
    ['1.2.3', undefined],
    ['2026-11-27T13:00:00Z', undefined],
    ['9'.repeat(400), undefined],
  ];
  for (const [value, seconds] of resets) {
    it(`tell by “${value.slice(0, 24)}” a reset in ${seconds ?? 'unknown'} seconds`, () => {
      const headers = new Headers({
        'x-ratelimit-remaining-tokens': '5',
        'x-ratelimit-reset-tokens': value,
      });
      const found = rateLimitsIn(headers)?.tokens?.resetSeconds;
      assert.equal(found === undefined ? found : Math.round(found * 1e6) / 1e6, seconds);
    });
  }

  it('tell nothing where there are none, or of what nobody counts', () => {
    for (const headers of [
      {},
      { 'retry-after': '3' },
      { 'x-ratelimit-limit-requests': 'many', 'x-ratelimit-remaining-requests': '1.5' },
      { 'x-ratelimit-reset-requests': '1s' },
    ]) {
      assert.equal(rateLimitsIn(new Headers(headers)), undefined);
    }
  });

  it('come with the record of each try, of one that failed too', async () => {
    const headers = { 'x-ratelimit-remaining-requests': '7' };
    const { fetch } = scriptedFetch(
      () => new Response('ok', { headers }),
      () => new Response('no', { headers, status: 429 }),
      () => new Response(null, { headers }),
      () => new Response('ok'),
    );
    const network = networkWith({}, fetch);
    const bound = boundFetch({ network, origin: 'https://a.example', headers: {} });
    for (let count = 0; count < 4; count++) {
      await (await bound('https://a.example/x')).text();
    }
    const limits = { requests: { remaining: 7 } };
    assert.deepEqual(
      network.records.map((record) => record.limits),
      [limits, limits, limits, undefined],
    );
  });
});
