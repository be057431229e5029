import assert from 'node:assert/strict';
import { renderMarkdown } from '../../../src/webview/markdown/markdown';

describe('emphasis in Chinese, Japanese and Korean', () => {
  for (const [source, html] of [
    [
      '**「保存」**ボタンと**「取消」**',
      '<strong>「保存」</strong>ボタンと<strong>「取消」</strong>',
    ],
    ['**注意:**これ', '<strong>注意:</strong>これ'],
    ['これは**注意！**です', 'これは<strong>注意！</strong>です'],
    ['点击**“登录”**按钮', '点击<strong>“登录”</strong>按钮'],
    ['标题是**《报告》**，红色', '标题是<strong>《报告》</strong>，红色'],
    ['按钮**（主要）**和*（次要）*。', '按钮<strong>（主要）</strong>和<em>（次要）</em>。'],
    ['이것은 **"저장"**입니다', '이것은 <strong>&quot;저장&quot;</strong>입니다'],
    ['**스크립트(Script)**라고', '<strong>스크립트(Script)</strong>라고'],
    ['~~「旧」~~は', '<s>「旧」</s>は'],
    ['**[リンク](https://a.test/)**です', /^<strong><a .*<\/strong>です$/],
    ['**`code`**の値', '<strong><code>code</code></strong>の値'],
    ['***「強」***です', '<em><strong>「強」</strong></em>です'],
    ['**㐂𠮷。**𠮷野', '<strong>㐂𠮷。</strong>𠮷野'],
    // As ever
    ['**a**b', '<strong>a</strong>b'],
    ['a **"b"**c', 'a **&quot;b&quot;**c'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['変数_名_は', '変数_名_は'],
    ['** 空白 **です', '** 空白 **です'],
    ['これは\\*\\*です', 'これは**です'],
    ['「a」** b', '「a」** b'],
  ] as const) {
    it(`reads ${source}`, () => {
      const inner = renderMarkdown(source, '').replace(/^<p[^>]*>|<\/p>\n$/g, '');
      if (typeof html === 'string') {
        assert.equal(inner, html);
      } else {
        assert.match(inner, html);
      }
    });
  }
});
