import type { Finding } from '../../../../../src/core/altText/check';
import type { Report } from '../../../../../src/core/altText/report';

/** A finding at a place of a document of `/repo`. */
export function findingOf(finding: Partial<Finding> = {}): Finding {
  return {
    rule: 'missing',
    severity: 'error',
    path: '/repo/docs/a.md',
    place: { index: 0, line: 3, column: 5, start: 20, end: 40 },
    target: 'img/a.png',
    ...finding,
  };
}

export function reportOf(findings: readonly Finding[], others: Partial<Report> = {}): Report {
  return { findings, root: '/repo', documents: 2, references: 5, toolVersion: '1.2.3', ...others };
}

/** One of each severity, the note being on an image file. */
export const mixed: readonly Finding[] = [
  findingOf(),
  findingOf({
    rule: 'repeatedText',
    severity: 'warning',
    text: 'The form',
    others: { places: [{ path: '/repo/docs/b.md', line: 7, column: 1 }], count: 3 },
  }),
  { rule: 'unreferencedImage', severity: 'note', path: '/repo/img/old logo.png' },
];

/** Texts that mean something to what shows reports, in documents and in the names of files. */
export const hostile: readonly string[] = [
  '![x](https://evil.example/p.png)',
  '[click](javascript:alert(1))',
  '<img src=x onerror=alert(1)>',
  '</details><script>alert(1)</script>',
  'https://evil.example and www.evil.example and a@evil.example',
  '`](https://evil.example) ``',
  '```\n# heading\n```',
  '@everyone #1 $`x`$ :smile:',
  '| a | b |\n|---|---|',
  '\u001b[31mred\u001b]8;;https://evil.example\u0007',
  '\u202etxt.exe',
  '::error file=x::y',
  '##[add-mask]x',
  '\n::stop-commands::x\n',
  '%0A::warning::x',
  '=HYPERLINK("https://evil.example")',
  '+1+cmd|" /C calc"!A0',
  '-2+3',
  '@SUM(1)',
  '\t=1',
  '\r=1',
  '＝1',
  'a,"b"\r\nc',
  '{0} {{1}} [link](0)',
  '\ud800 lone',
  '',
  '`',
];
