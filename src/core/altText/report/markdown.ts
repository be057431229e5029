import { findingText, shortened } from '../check/findingText';
import type { Finding } from '../check/finding';
import { pathIn, summary, type Report } from './report';

const names = { error: 'Error', warning: 'Warning', note: 'Note' };

/** Markdown with a section for each document. What comes from documents stands in code spans, where nothing is markup. */
export function markdownReport(report: Report): string {
  const lines = ['# Alt text check', '', summary(report)];
  const nameOf = (path: string) => code(pathIn(report.root, path));
  let path: string | undefined;
  for (const finding of report.findings) {
    if (finding.path !== path) {
      ({ path } = finding);
      lines.push('', `## ${nameOf(path)}`, '');
    }
    lines.push(item(finding, nameOf));
  }
  return `${lines.join('\n')}\n`;
}

function item(finding: Finding, nameOf: (path: string) => string): string {
  const { rule, severity, place } = finding;
  const where = place === undefined ? '' : `, line ${place.line}`;
  return `- **${names[severity]}**${where}: ${findingText(finding, { nameOf, quote: code })} (${code(rule)})`;
}

/** A code span, whose marks are more than any in the text. */
function code(text: string): string {
  const line = shortened(text, 500);
  const longest = Math.max(0, ...Array.from(line.matchAll(/`+/g), ([run]) => run.length));
  const marks = '`'.repeat(longest + 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return line === '' ? '(nothing)' : `${marks}${space}${line}${space}${marks}`;
}
