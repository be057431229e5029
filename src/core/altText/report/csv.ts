import { findingText } from '../check/findingText';
import { pathIn, type Report } from './report';

const columns = ['severity', 'rule', 'path', 'line', 'column', 'target', 'text', 'message'];

/**
 * CSV as of RFC 4180, with a header. A cell that a spreadsheet would take for a formula gets an apostrophe
 * before it (OWASP, "CSV Injection").
 */
export function csvReport({ findings, root }: Report): string {
  const nameOf = (path: string) => pathIn(root, path);
  const rows = findings.map((finding) => [
    finding.severity,
    finding.rule,
    nameOf(finding.path),
    String(finding.place?.line ?? ''),
    String(finding.place?.column ?? ''),
    finding.target ?? '',
    finding.text ?? '',
    findingText(finding, { nameOf }),
  ]);
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(text: string): string {
  const guarded = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
