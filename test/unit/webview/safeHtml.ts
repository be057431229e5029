import assert from 'node:assert/strict';

const tags = new Set(
  (
    'p br strong em s h3 h4 h5 h6 ul ol li blockquote hr code pre a span div ' +
    'table thead tbody tr th td button svg rect path label input'
  ).split(' '),
);

const attributes: Record<string, RegExp> = {
  href: /^(?:https?:\/\/|mailto:)[^"<>]+$/i,
  title: /^[^"<>]*$/,
  rel: /^noopener noreferrer$/,
  class:
    /^(?:table|task|formula|part|code|code-bar|tool copy-code|align-\w+|icon icon-(?:copy|check))$/,
  role: /^group$/,
  type: /^(?:button|checkbox)$/,
  disabled: /^$/,
  checked: /^$/,
  dir: /^(?:auto|ltr|rtl)$/,
  start: /^\d+$/,
  viewBox: /^0 0 16 16$/,
  d: /^[\w. -]+$/,
  'aria-label': /^[^"<>]*$/,
  'aria-hidden': /^true$/,
  'data-language': /^[^"<>]*$/,
};

/** Fails if HTML holds any tag, attribute or value that a reply has no need of. */
export function assertSafe(html: string): void {
  const rest = html.replace(/<\/?([^\s<>/]+)([^<>]*)>/g, (tag, name: string, list: string) => {
    assert.ok(tags.has(name), `tag in ${tag}`);
    assert.ok(name !== 'input' || list.includes('type="checkbox" disabled=""'), tag);
    const isShape = name === 'rect' || name === 'path';
    const left = list.replace(/\s([^\s=]+)="([^"]*)"/g, (_, attribute: string, value: string) => {
      assert.ok(isShape || attributes[attribute]?.test(value), `attribute ${attribute}="${value}"`);
      return '';
    });
    assert.equal(left.replace('/', ''), '', `rest of ${tag}`);
    return '';
  });
  assert.doesNotMatch(rest, /[<>]/);
}
