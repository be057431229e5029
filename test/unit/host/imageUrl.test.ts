import assert from 'node:assert/strict';
import { parseImageUrl } from '../../../src/host/images/download';

describe('parseImageUrl', () => {
  const taken = [
    ['https://example.com/a.png', 'https://example.com/a.png'],
    ['http://example.com/a.png', 'http://example.com/a.png'],
    ['https://example.com', 'https://example.com/'],
    [
      'https://store.example.com/a%2Fb.png?sig=a%2Bb%3D&x=1#top',
      'https://store.example.com/a%2Fb.png?sig=a%2Bb%3D&x=1',
    ],
    ['https://1.1.1.1:8443/a', 'https://1.1.1.1:8443/a'],
    ['https://[2606:4700:4700::1111]/a', 'https://[2606:4700:4700::1111]/a'],
    ['https://localhost.example.com/a', 'https://localhost.example.com/a'],
  ] as const;
  for (const [text, url] of taken) {
    it(`takes ${text}`, () => {
      const parsed = parseImageUrl(text);
      assert.ok(parsed instanceof URL, JSON.stringify(parsed));
      assert.equal(parsed.href, url);
    });
  }

  const refused = [
    ['', 'noUrl'],
    ['diagram.png', 'noUrl'],
    ['example.com/a.png', 'noUrl'],
    ['https://', 'noUrl'],
    ['file:///etc/passwd', 'scheme'],
    ['data:image/png;base64,AAAA', 'scheme'],
    ['ftp://example.com/a.png', 'scheme'],
    ['https://user@example.com/a.png', 'credentials'],
    ['https://user:word@example.com/a.png', 'credentials'],
    ['http://localhost/a.png', 'private'],
    ['http://a.localhost./a.png', 'private'],
    ['https://printer.local/a.png', 'private'],
    ['http://metadata.google.internal/a', 'private'],
    ['https://nas.home.arpa/a.png', 'private'],
    ['https://intranet/a.png', 'private'],
    ['http://127.0.0.1:8080/a.png', 'private'],
    ['http://127.1/a.png', 'private'],
    ['http://2130706433/a.png', 'private'],
    ['http://0x7f.0.0.1/a.png', 'private'],
    ['http://169.254.169.254/latest/meta-data/', 'private'],
    ['http://[::1]/a.png', 'private'],
    ['http://[::ffff:10.0.0.1]/a.png', 'private'],
  ] as const;
  for (const [text, problem] of refused) {
    it(`refuses “${text}”: ${problem}`, () => {
      const parsed = parseImageUrl(text);
      assert.ok(!(parsed instanceof URL));
      assert.equal(parsed.problem, problem);
    });
  }

  it('names the host that it refuses', () => {
    assert.deepEqual(parseImageUrl('http://10.0.0.1:81/a'), {
      problem: 'private',
      host: '10.0.0.1:81',
    });
  });
});
