import * as vscode from 'vscode';
import { escapeMarkdown, fenceFor } from '../../../core/conversation/markdown';
import type { TextRegion } from '../../../core/conversation/textRegion';
import type { ImageId } from '../../../core/images/imageId';
import type { Analysis, Finding } from '../../../providers';

/** What was found on an image, with where each piece of the text is on that. */
export interface AnalysisText {
  /** Markdown. */
  readonly text: string;
  readonly regions: readonly TextRegion[];
}

/** A text that grows, with the places of its pieces. */
class Page {
  text = '';
  readonly regions: TextRegion[] = [];

  constructor(private readonly image: ImageId | undefined) {}

  add(text: string): void {
    this.text += text;
  }

  /** Adds a piece that may have a place on the picture; `shown` is how it is written. */
  find({ text, region }: Finding, shown: string): void {
    if (region) {
      this.regions.push({
        text,
        offset: this.text.length,
        length: shown.length,
        ...(this.image !== undefined && { image: this.image }),
        region,
        source: 'imageAnalysis',
      });
    }
    this.add(shown);
  }
}

/** An analysis in Markdown, under the image's name where there is one. */
export function analysisText(
  { lines, objects, captions }: Analysis,
  image: ImageId | undefined,
  name: string | undefined,
): AnalysisText {
  const page = new Page(image);
  if (name !== undefined) {
    page.add(`## ${escapeMarkdown(name)}\n\n`);
  }
  page.add(heading(vscode.l10n.t('Text')));
  if (lines.length === 0) {
    page.add(`${vscode.l10n.t('No text was found in this image.')}\n\n`);
  } else {
    // In a code block each line stands as it was read.
    const fence = fenceFor(lines.map(({ text }) => text).join('\n'));
    page.add(`${fence}text\n`);
    for (const line of lines) {
      page.find(line, line.text);
      page.add('\n');
    }
    page.add(`${fence}\n\n`);
  }
  page.add(heading(vscode.l10n.t('Objects')));
  list(page, objects, vscode.l10n.t('No objects were found in this image.'));
  page.add(heading(vscode.l10n.t('Descriptions')));
  list(
    page,
    captions ?? [],
    captions
      ? vscode.l10n.t('No descriptions were found for this image.')
      : vscode.l10n.t('This resource is in a region of Azure that has no descriptions.'),
  );
  return { text: page.text, regions: page.regions };
}

function heading(text: string): string {
  return `### ${text}\n\n`;
}

function list(page: Page, findings: readonly Finding[], none: string): void {
  for (const finding of findings) {
    page.add('- ');
    page.find(finding, escapeMarkdown(finding.text));
    const { confidence } = finding;
    page.add(confidence === undefined ? '\n' : ` (${Math.round(confidence * 100)} %)\n`);
  }
  page.add(findings.length === 0 ? `${none}\n\n` : '\n');
}
