import * as vscode from 'vscode';
import type { Finding, ImageChange } from '../../core/altText/check';
import type { DocumentFacts, ReferenceFacts } from '../../core/altText/facts';
import type { Row } from '../../core/altText/review/row';
import { styleFrom } from '../../core/altText/style';
import type { WarningView } from '../../protocol/altTextReview';
import { houseRulesFor, type HouseRules } from '../../host/documents/houseRules';
import { PictureChanges } from './changes';
import { diagnosticsOf, Findings } from './findings';
import { findingWords } from './findingWords';
import type { Review } from './review';
import type { Entries } from './store';

/** What a review's documents are checked for, with entries in the Problems panel. */
export class ReviewChecks implements vscode.Disposable {
  readonly findings = new Findings();
  private readonly rules = new Map<string, HouseRules>();
  private readonly changes = new Map<string, ImageChange>();
  private readonly problems = vscode.languages.createDiagnosticCollection('sightline.altTextCheck');
  private readonly pictures: PictureChanges;
  /** The image files of the scope, where those that no document shows are wanted. */
  images: readonly string[] = [];
  /** Whether the findings are shown in the Problems panel. */
  isShown = false;

  constructor(
    private readonly review: Review,
    private readonly nameOf: (path: string) => string,
    entries: Entries,
  ) {
    this.pictures = new PictureChanges(entries, review.signal);
  }

  /** Loads the house style of the workspace folders of documents. */
  async prepare(paths: Iterable<string>): Promise<void> {
    for (const path of paths) {
      const uri = this.review.uriOf(path);
      const folder = folderKey(uri);
      if (!this.rules.has(folder)) {
        this.rules.set(folder, await houseRulesFor(uri));
      }
    }
  }

  /** Looks for images that have changed since their texts were written here. */
  async lookForChanges(signal: AbortSignal): Promise<void> {
    for (const row of this.review.rows.all()) {
      const { image, alt } = row.reference;
      const kept = image.kind === 'file' ? this.review.store.entryOf(row) : undefined;
      if (kept?.state === 'applied' && kept.hash !== undefined && kept.text === (alt ?? '')) {
        const path = image.kind === 'file' ? image.path : '';
        const change = await this.pictures
          .changeOf(this.review.uriOf(path), kept.hash)
          .catch(() => undefined); // What cannot be read is told when it is asked about.
        signal.throwIfAborted();
        if (change !== undefined) {
          this.changes.set(changeKey(row.document, row.reference), change);
        }
      }
    }
  }

  /** Keeps what the pictures of rows that were written look like. */
  async remember(rows: readonly Row[]): Promise<void> {
    for (const row of rows) {
      const { image } = row.reference;
      if (image.kind === 'file') {
        const hash = await this.pictures.remember(this.review.uriOf(image.path));
        await this.review.store.keep(row, { hash });
      }
    }
  }

  /** The image files of the scope that no document shows, with what is said of them. */
  unshown: ReadonlyMap<string, readonly WarningView[]> = new Map();

  /** Checks all documents as they are known by now. */
  check(): void {
    this.findings.check({
      styleFor: (path) => this.rulesFor(path),
      changeOf: (reference, { path }: DocumentFacts) =>
        this.changes.get(changeKey(path, reference)),
      images: this.images,
    });
    const unshown = this.findings.all.filter(({ rule }) => rule === 'unreferencedImage');
    this.unshown = new Map(unshown.map((finding) => [finding.path, [this.warning(finding)]]));
    if (this.isShown) {
      this.problems.clear();
      this.problems.set(
        diagnosticsOf(this.findings.all, (path) => this.review.uriOf(path), this.nameOf),
      );
    }
  }

  warningsOf(row: Row): WarningView[] {
    return this.findings.of(row).map((finding) => this.warning(finding));
  }

  private warning(finding: Finding): WarningView {
    return { rule: finding.rule, text: findingWords(finding, this.nameOf) };
  }

  /** Whether the text of a row breaks a rule; advice is none. */
  isBroken(row: Row): boolean {
    return this.findings.of(row).some(({ severity }) => severity !== 'note');
  }

  /** The style and language that hold for a document. */
  rulesFor(path: string): HouseRules {
    const folder = folderKey(this.review.uriOf(path));
    return this.rules.get(folder) ?? { style: styleFrom({ style: 'w3c', rules: {} }) };
  }

  dispose(): void {
    this.problems.dispose();
  }
}

/** Settings and the repository's file are those of the folder that is open. */
function folderKey(uri: vscode.Uri): string {
  return String(vscode.workspace.getWorkspaceFolder(uri)?.uri ?? '');
}

function changeKey(path: string, { index, target }: ReferenceFacts): string {
  return JSON.stringify([path, index, target]);
}
