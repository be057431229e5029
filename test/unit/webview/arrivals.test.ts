import assert from 'node:assert/strict';
import { holdsFiles, meansFiles, urisIn } from '../../../src/webview/conversation/arrivals';

describe('what is pasted or dropped', () => {
  const pasted: readonly (readonly [
    what: string,
    text: string,
    files: string[],
    isFiles: boolean,
  ])[] = [
    ['a picture', '', ['image.png'], true],
    ['a text', 'Hello', [], false],
    ['nothing', '', [], false],
    ['a text with the picture that Word puts beside it', 'Hello', ['image.png'], false],
    ['a file with its name, as Finder puts it', 'a b.png', ['a b.png'], true],
    ['files with their paths', '/x/a.png\r\nC:\\x\\b.png\n', ['a.png', 'b.png'], true],
    ['a file with its URL', 'file:///x/a%20b.png', ['a b.png'], true],
    ['a picture of a page with its address', 'https://a.example/', ['image.png'], false],
  ];
  for (const [what, text, fileNames, isFiles] of pasted) {
    it(`is ${isFiles ? 'files' : 'text'}: ${what}`, () => {
      assert.equal(meansFiles({ text, fileNames }), isFiles);
    });
  }

  it('holds files where the system or VS Code says so', () => {
    assert.ok(holdsFiles(['Files']));
    assert.ok(holdsFiles(['text/plain', 'application/vnd.code.uri-list']));
    assert.ok(holdsFiles(['ResourceURLs']));
    assert.equal(holdsFiles(['text/plain', 'text/html']), false);
  });

  it('names each file once, by the best list that there is', () => {
    const of = (data: Record<string, string>) => urisIn((type) => data[type] ?? '');
    assert.deepEqual(of({ 'text/uri-list': '# from here\r\nfile:///a\r\n\r\nfile:///a' }), [
      'file:///a',
    ]);
    assert.deepEqual(
      of({ 'application/vnd.code.uri-list': 'file:///b', 'text/uri-list': 'file:///a' }),
      ['file:///b'],
    );
    assert.deepEqual(of({ resourceurls: '["file:///c", 7, "file:///c"]' }), ['file:///c']);
    for (const hostile of ['', 'null', '{"a":1}', '[[[', '7']) {
      assert.deepEqual(of({ resourceurls: hostile }), []);
    }
  });
});
