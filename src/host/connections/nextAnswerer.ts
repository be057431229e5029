import * as vscode from 'vscode';
import { isVisionError } from '../../core/errors';
import type { Connections, NextAnswerer } from './connections';

/** Who will answer the next question, as of now and after each change of the settings or the models. */
export class NextAnswererWatch {
  private readonly changed = new vscode.EventEmitter<NextAnswerer | undefined>();
  private readonly subscriptions: vscode.Disposable[] = [];
  private latest = 0;
  private current: NextAnswerer | undefined;

  readonly onDidChange = this.changed.event;

  constructor(private readonly connections: Pick<Connections, 'next'>) {}

  /** Undefined until it is known. */
  get value(): NextAnswerer | undefined {
    return this.current;
  }

  /** Begins to look; of no effect where it has begun. */
  start(): void {
    if (this.subscriptions.length > 0) {
      return;
    }
    this.subscriptions.push(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('sightline.connection') || affectsList(event)) {
          void this.look();
        }
      }),
      vscode.lm.onDidChangeChatModels(() => void this.look()),
    );
    void this.look();
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions, this.changed).dispose();
  }

  private async look(): Promise<void> {
    const look = ++this.latest;
    const found = await this.connections.next().catch((error: unknown) => {
      if (isVisionError(error)) {
        return { label: vscode.l10n.t('No usable connection') };
      }
      throw error;
    });
    if (look === this.latest) {
      this.current = found;
      this.changed.fire(found);
    }
  }
}

function affectsList(event: vscode.ConfigurationChangeEvent): boolean {
  return event.affectsConfiguration('sightline.connections');
}
