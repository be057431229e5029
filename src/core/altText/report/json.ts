import { findingText } from '../check/findingText';
import { counts, pathIn, printedJson, toolName, type Report } from './report';

/** The version of the form: a change that breaks readers raises it. */
const version = 1;

/** JSON for programs; paths are as from the report's root, lines and columns are counted from 1, offsets are UTF-16 units. */
export function jsonReport({ findings, root, documents, references, toolVersion }: Report): string {
  const nameOf = (path: string) => pathIn(root, path);
  const { error, warning, note } = counts(findings);
  return printedJson({
    version,
    tool: { name: toolName, version: toolVersion },
    summary: { documents, images: references, errors: error, warnings: warning, notes: note },
    findings: findings.map((finding) => {
      const { rule, severity, path, place, target, text, detail, others } = finding;
      return {
        rule,
        severity,
        message: findingText(finding, { nameOf }),
        path: nameOf(path),
        ...(place && {
          line: place.line,
          column: place.column,
          start: place.start,
          end: place.end,
        }),
        target,
        text,
        detail,
        ...(others && {
          others: {
            count: others.count,
            places: others.places.map((other) => ({ ...other, path: nameOf(other.path) })),
          },
        }),
      };
    }),
  });
}
