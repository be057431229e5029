import * as vscode from 'vscode';
import {
  findingsOf,
  unshownImages,
  type DocumentStyle,
  type Finding,
  type ImageChange,
} from '../../core/altText/check';
import type { DocumentFacts, ReferenceFacts } from '../../core/altText/facts';
import type { Row } from '../../core/altText/review/row';
import { findingWords } from './findingWords';

/** What is known of the documents beside their facts. */
export interface CheckContext {
  readonly styleFor: (path: string) => DocumentStyle;
  readonly changeOf: (
    reference: ReferenceFacts,
    document: DocumentFacts,
  ) => ImageChange | undefined;
  /** The image files of the scope. */
  readonly images: readonly string[];
}

/** What is wrong with the texts of a review, without a model. */
export class Findings {
  private readonly documents = new Map<string, DocumentFacts>();
  private list: readonly Finding[] = [];
  private byPlace = new Map<string, Finding[]>();

  take(facts: DocumentFacts): void {
    this.documents.set(facts.path, facts);
  }

  get all(): readonly Finding[] {
    return this.list;
  }

  get counts(): {
    readonly documents: number;
    readonly references: number;
    readonly unread: number;
  } {
    const all = [...this.documents.values()];
    return {
      documents: all.length,
      references: all.reduce((sum, { references }) => sum + references.length, 0),
      unread: all.filter(({ problem }) => problem !== undefined).length,
    };
  }

  /** Looks at all documents as they are known by now. */
  check(context: CheckContext): void {
    this.list = findingsOf([...this.documents.values()], context);
    this.byPlace = Map.groupBy(this.list, ({ path, place }) => placeKey(path, place?.index ?? -1));
  }

  /** Those of the text and image of a row. */
  of({ document, reference: { index } }: Row): readonly Finding[] {
    return this.byPlace.get(placeKey(document, index)) ?? [];
  }

  /** Of the paths of image files those that no document shows. */
  unshown(images: readonly string[]): readonly string[] {
    return unshownImages([...this.documents.values()], images);
  }
}

function placeKey(path: string, index: number): string {
  return `${path}\n${index}`;
}

const severities = {
  error: vscode.DiagnosticSeverity.Warning,
  warning: vscode.DiagnosticSeverity.Warning,
  note: vscode.DiagnosticSeverity.Information,
};

/** Findings as entries of the Problems panel, by file. */
export function diagnosticsOf(
  findings: readonly Finding[],
  uriOf: (path: string) => vscode.Uri,
  nameOf: (path: string) => string,
): [vscode.Uri, vscode.Diagnostic[]][] {
  const byPath = Map.groupBy(findings, ({ path }) => path);
  return [...byPath].map(([path, own]) => [
    uriOf(path),
    own.map((finding) => {
      const { line = 1, column = 1, start = 0, end = 0 } = finding.place ?? {};
      const from = new vscode.Position(line - 1, column - 1);
      const found = new vscode.Diagnostic(
        new vscode.Range(from, from.translate(0, end - start)),
        findingWords(finding, nameOf),
        severities[finding.severity],
      );
      found.source = 'Sightline';
      found.code = finding.rule;
      return found;
    }),
  ]);
}
