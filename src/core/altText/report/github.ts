import { findingText, shortened } from '../check/findingText';
import { pathIn, summary, type Report } from './report';
import { ruleHelp } from './ruleHelp';

const commands = { error: 'error', warning: 'warning', note: 'notice' };

/**
 * Commands by which GitHub Actions shows findings beside the lines of a pull request; the report's root has
 * to be that of the repository. The escapes are those of `@actions/core` (command.ts).
 */
export function githubReport(report: Report): string {
  const nameOf = (path: string) => shortened(pathIn(report.root, path), 1000);
  const lines = report.findings.map((finding) => {
    const { rule, severity, path, place } = finding;
    const properties = {
      // The name itself, whatever characters it holds: GitHub looks it up.
      file: pathIn(report.root, path),
      ...(place && { line: String(place.line), col: String(place.column) }),
      title: ruleHelp[rule].title,
    };
    const list = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
    const message = data(`${findingText(finding, { nameOf })} (${rule})`);
    return `::${commands[severity]} ${list.join(',')}::${message}`;
  });
  return [...lines, summary(report), ''].join('\n');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
