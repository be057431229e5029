import * as vscode from 'vscode';
import { canAsk, type Row } from '../../core/altText/review/row';
import type { RowView, WarningView } from '../../protocol/altTextReview';
import { ruleText } from '../../host/documents/ruleText';

/** What else is known of a row. */
export interface RowContext {
  /** A document's path from its workspace folder. */
  readonly nameOf: (document: string) => string;
  /** What is wrong with the text that stands in the document. */
  readonly warningsOf: (row: Row) => readonly WarningView[];
}

/** A row as the page shows it. */
export function rowView(row: Row, { nameOf, warningsOf }: RowContext): RowView {
  const { id, reference, state, suggestion, problem } = row;
  const { image, role, line } = reference;
  const document = nameOf(row.document);
  const why = problem ?? problemOf(row);
  const warnings = suggestion
    ? suggestion.broken.map((broken) => ({ rule: broken.rule, text: ruleText(broken) }))
    : warningsOf(row);
  const saysSo = warnings.some(({ text }) => text === why);
  return {
    id,
    ...(image.kind === 'file' && { image: image.path }),
    name: nameOfTarget(reference.target),
    document,
    folder: folderOf(document),
    line,
    role,
    alt: reference.state,
    current: reference.alt ?? '',
    state,
    ...(suggestion && {
      suggestion: {
        text: suggestion.text,
        isDecorative: suggestion.isDecorative,
        reasons: suggestion.reasons,
        isKept: suggestion.isKept,
      },
    }),
    warnings,
    ...(why !== undefined && !saysSo && { problem: why }),
    canAsk: canAsk(row),
  };
}

/** Images that no document shows have ids of this beginning. */
const imageIds = 'image ';

/** An image that no document shows, as the page shows it. */
export function imageView(
  path: string,
  nameOf: (path: string) => string,
  warnings: readonly WarningView[],
): RowView {
  const name = nameOf(path);
  return {
    id: `${imageIds}${path}`,
    image: path,
    name,
    document: '',
    folder: folderOf(name),
    line: 0,
    role: 'informative',
    alt: 'missing',
    current: '',
    state: 'open',
    warnings,
    canAsk: false,
  };
}

/** The path of an image by such an id; undefined for a row of a document. */
export function imageOfId(id: string): string | undefined {
  return id.startsWith(imageIds) ? id.slice(imageIds.length) : undefined;
}

/** The folder of a path; empty for none. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function nameOfTarget(target: string): string {
  return target.split(/[?#]/)[0]?.split('/').at(-1) ?? target;
}

/** Why nothing can be asked. */
function problemOf({ reference: { image, computed, target }, state }: Row): string | undefined {
  if (state === 'gone') {
    return vscode.l10n.t('The document no longer shows it here.');
  }
  if (computed) {
    return vscode.l10n.t('The alt text is an expression.');
  }
  switch (image.kind) {
    case 'missing':
      return vscode.l10n.t('{0} is not there.', target);
    case 'otherCase':
      return vscode.l10n.t('{0} is not there, but {1} is.', target, image.name);
    case 'embedded':
      return vscode.l10n.t('The document holds the image itself.');
    case 'unknown':
      return vscode.l10n.t('Which file “{0}” is, only the running site knows.', target);
    case 'file':
    case 'url':
      return undefined;
  }
}
