import { findingText, shortened } from '../check/findingText';
import type { Finding, Severity } from '../check/finding';
import { pathIn, summary, type Report } from './report';

const colours: Readonly<Record<Severity, number>> = { error: 31, warning: 33, note: 36 };

/** A line for each finding, `path:line:column  severity  message  rule`, and a summary; in colours for a terminal. */
export function textReport(report: Report, { isColoured = false } = {}): string {
  const style = (text: string, code: number) =>
    isColoured ? `\u001b[${code}m${text}\u001b[0m` : text;
  const nameOf = (path: string) => inert(shortened(pathIn(report.root, path), 1000));
  const line = (finding: Finding): string => {
    const { rule, severity, path, place } = finding;
    const where = nameOf(path) + (place === undefined ? '' : `:${place.line}:${place.column}`);
    const message = inert(findingText(finding, { nameOf }));
    return [where, style(severity, colours[severity]), message, style(rule, 2)].join('  ');
  };
  const lines = report.findings.map(line);
  return [...lines, ...(lines.length > 0 ? [''] : []), summary(report), ''].join('\n');
}

/** A part of a line that is no command for the runner of GitHub Actions, which reads all that is printed. */
function inert(text: string): string {
  return text.replace(/^::/, './::').replaceAll('##[', '## [');
}
