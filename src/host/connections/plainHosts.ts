import * as vscode from 'vscode';

const memoryKey = 'plainHosts';

/**
 * Hosts that the user allowed to be asked over plain HTTP. They are kept on this computer outside of
 * the settings, so that nothing but the user's own answer adds one.
 */
export class PlainHosts {
  constructor(private readonly memory: vscode.Memento) {}

  /** `host` has its port, if any. */
  has(host: string): boolean {
    return this.all().includes(host);
  }

  /** Asks whether a host may be asked over plain HTTP, unless that is known. True where it may. */
  async confirm(host: string): Promise<boolean> {
    if (this.has(host)) {
      return true;
    }
    const allow = vscode.l10n.t('Send Unencrypted');
    const picked = await vscode.window.showWarningMessage(
      vscode.l10n.t('Send to {0} without encryption?', host),
      {
        modal: true,
        detail: vscode.l10n.t(
          'Its address begins with http://, so your key, questions and images travel to {0} unencrypted. Others on the network can read and change them. The answer is kept for this host on this computer.',
          host,
        ),
      },
      allow,
    );
    if (picked !== allow) {
      return false;
    }
    await this.memory.update(memoryKey, [...this.all(), host]);
    return true;
  }

  private all(): readonly string[] {
    return this.memory.get<readonly string[]>(memoryKey, []);
  }
}
