import assert from 'node:assert/strict';
import { filled, secretsIn } from '../../../src/core/connections/headers';
import { parseConnection } from '../../../src/core/connections/connection';

describe('header templates', () => {
  it('name each secret once, in their order', () => {
    const headers = { a: '${secret:two}', b: '${secret:one} ${secret:two}', c: '$secret:no ${no}' };
    assert.deepEqual(secretsIn(headers), ['two', 'one']);
    assert.deepEqual(secretsIn(), []);
  });

  it('are filled with their secrets, which are not read again', () => {
    const secrets = new Map([
      ['a', '${secret:b}'],
      ['b', '$&'],
    ]);
    assert.equal(filled('Bearer ${secret:a}', secrets), 'Bearer ${secret:b}');
    assert.equal(filled('${secret:b}', secrets), '$&');
  });

  it('are texts, or the connection is broken', () => {
    const whole = { name: 'a', provider: 'openai', endpoint: 'https://a.example', deployment: 'b' };
    assert.deepEqual(parseConnection({ ...whole, headers: { a: 'b' } })?.headers, { a: 'b' });
    for (const headers of [['a'], 'a', { a: 1 }, null]) {
      assert.equal(parseConnection({ ...whole, headers }), undefined);
    }
  });
});
