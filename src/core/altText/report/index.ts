import { csvReport } from './csv';
import { githubReport } from './github';
import { jsonReport } from './json';
import { markdownReport } from './markdown';
import type { Report } from './report';
import { sarifReport } from './sarif';
import { textReport } from './text';

export { csvReport, githubReport, jsonReport, markdownReport, sarifReport, textReport };
export { summary, toolName, type Report } from './report';

/** The forms of a report by their names. */
export const reports = {
  text: textReport,
  json: jsonReport,
  sarif: sarifReport,
  github: githubReport,
  markdown: markdownReport,
  csv: csvReport,
} satisfies Record<string, (report: Report) => string>;

export type ReportFormat = keyof typeof reports;
