import * as vscode from 'vscode';
import { asking, back } from '../../host/quickInput';
import { pageOptions } from '../../host/panel/panelView';
import type { Services } from '../../host/services';
import type { Purpose } from './desk';
import { ReviewPanel } from './reviewPanel';
import { Runs } from './runs';
import { scopeId, scopeName, scopeOf, type Scope } from './scope';

/** The reviews that are open, one for each scope. */
export class Reviews implements vscode.Disposable {
  private readonly panels = new Map<string, ReviewPanel>();

  constructor(
    private readonly runs: Runs,
    private readonly viewType: string,
  ) {}

  /** Opens the review of what was clicked, or of what the user chooses, or shows the one that is open. */
  async open(purpose: Purpose, clicked?: unknown, selected?: unknown): Promise<void> {
    const scope = clickedScope(clicked, selected) ?? (await this.choose());
    if (scope === undefined) {
      return;
    }
    const open = this.panels.get(scopeId(scope));
    if (open) {
      open.reveal();
      await open.desk.start(purpose);
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      this.viewType,
      'Sightline',
      vscode.ViewColumn.Active,
      pageOptions(this.runs.services.extensionUri),
    );
    await this.show(panel, scope).desk.start(purpose);
  }

  /** Goes on with the review of a panel that VS Code brings back. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const scope = scopeOf((state as { review?: unknown } | null | undefined)?.review);
    if (scope === undefined || this.panels.has(scopeId(scope))) {
      panel.dispose();
      return;
    }
    await this.show(panel, scope).desk.start('missing');
  }

  dispose(): void {
    this.runs.dispose();
  }

  private show(webview: vscode.WebviewPanel, scope: Scope): ReviewPanel {
    const id = scopeId(scope);
    const panel = new ReviewPanel(webview, scope, this.runs, () => this.panels.delete(id));
    this.panels.set(id, panel);
    return panel;
  }

  /** The document in the editor or a workspace folder, where there is something to choose. */
  private async choose(): Promise<Scope | undefined> {
    const active = vscode.window.activeTextEditor?.document.uri;
    const folders = vscode.workspace.workspaceFolders ?? [];
    const inEditor = active && (await this.runs.isDocument(active)) ? [active] : [];
    const several = folders.length > 1 ? folders.map(({ uri }) => uri) : [];
    const scopes: Scope[] = [...inEditor.map((uri) => [uri]), [], ...several.map((uri) => [uri])];
    if (folders.length === 0 && inEditor.length === 0) {
      const words = vscode.l10n.t('Open a folder or a document with images first.');
      void this.runs.services.quickInput.showInformationMessage(words, {});
      return undefined;
    }
    const offered = folders.length === 0 ? scopes.slice(0, 1) : scopes;
    if (offered.length === 1) {
      return offered[0];
    }
    const items = offered.map((scope) => ({
      scope,
      label: scopeName(scope),
      description: scope.length === 0 ? vscode.l10n.t('the whole workspace') : '',
    }));
    const chosen = await asking(this.runs.services.quickInput, (session) =>
      session.pick({
        title: vscode.l10n.t('Alt Text'),
        placeholder: vscode.l10n.t('Choose what to look at'),
        items,
      }),
    );
    return chosen === undefined || chosen === back ? undefined : chosen.scope;
  }
}

/** Reads the journal, and makes the reviews of a window. */
export async function openReviews(services: Services, viewType: string): Promise<Reviews> {
  return new Reviews(await Runs.load(services), viewType);
}

function clickedScope(clicked: unknown, selected: unknown): Scope | undefined {
  const all = Array.isArray(selected) ? (selected as unknown[]) : [];
  const uris = all.filter((item) => item instanceof vscode.Uri);
  return uris.length > 0 ? uris : clicked instanceof vscode.Uri ? [clicked] : undefined;
}
