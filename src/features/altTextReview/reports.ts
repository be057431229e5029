import * as vscode from 'vscode';
import type { Report } from '../../core/altText/report';
import { csvReport, jsonReport, markdownReport, sarifReport } from '../../core/altText/report';
import { asking, back } from '../../host/quickInput';
import type { Services } from '../../host/services';

/** Asks for the form of a report and opens it as a document that is not saved yet. */
export async function openReport(
  { quickInput }: Pick<Services, 'quickInput'>,
  report: Report,
): Promise<void> {
  const forms = [
    { label: 'Markdown', language: 'markdown', write: markdownReport },
    { label: 'CSV', language: 'csv', write: csvReport },
    { label: 'JSON', language: 'json', write: jsonReport },
    { label: 'SARIF', language: 'json', write: sarifReport },
  ];
  const form = await asking(quickInput, (session) =>
    session.pick({
      title: vscode.l10n.t('Report'),
      placeholder: vscode.l10n.t('Choose a form'),
      items: forms,
    }),
  );
  if (form !== undefined && form !== back) {
    const known = await vscode.languages.getLanguages();
    const document = await vscode.workspace.openTextDocument({
      content: form.write(report),
      language: known.includes(form.language) ? form.language : 'plaintext',
    });
    await vscode.window.showTextDocument(document);
  }
}
