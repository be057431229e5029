import * as vscode from 'vscode';
import type { HostReason } from '../../core/connections/connection';
import type { QuickInput } from '../quickInput';

const memoryKeys: Readonly<Record<HostReason, string>> = {
  plainHttp: 'plainHosts',
  token: 'tokenHosts',
  keyless: 'keylessHosts',
};

/**
 * Hosts that the user allowed to be sent to, each for a reason of its own. They are kept on this
 * computer outside of the settings, so that nothing but the user's own answer adds one.
 */
export class ConfirmedHosts {
  constructor(
    private readonly memory: vscode.Memento,
    private readonly quickInput: QuickInput,
  ) {}

  /** `host` has its port, if any. */
  has(host: string, reason: HostReason): boolean {
    return this.all(reason).includes(host);
  }

  /** Asks whether a host may be sent to, unless that is known. True where it may. */
  async confirm(host: string, reason: HostReason): Promise<boolean> {
    if (this.has(host, reason)) {
      return true;
    }
    const { message, detail, allow } = question(host, reason);
    const options = { modal: true, detail };
    if ((await this.quickInput.showWarningMessage(message, options, allow)) !== allow) {
      return false;
    }
    await this.memory.update(memoryKeys[reason], [...this.all(reason), host]);
    return true;
  }

  private all(reason: HostReason): readonly string[] {
    return this.memory.get<readonly string[]>(memoryKeys[reason], []);
  }
}

interface Question {
  readonly message: string;
  readonly detail: string;
  readonly allow: string;
}

function question(host: string, reason: HostReason): Question {
  switch (reason) {
    case 'plainHttp':
      return {
        message: vscode.l10n.t('Send to {0} without encryption?', host),
        detail: vscode.l10n.t(
          'Its address begins with http://, so your key, questions and images travel to {0} unencrypted. Others on the network can read and change them. The answer is kept for this host on this computer.',
          host,
        ),
        allow: vscode.l10n.t('Send Unencrypted'),
      };
    case 'token':
      return {
        message: vscode.l10n.t('Send a token of your Microsoft account to {0}?', host),
        detail: vscode.l10n.t(
          '{0} is no host of Azure. Who has the token can use Azure’s AI services in your name until it expires, so send it only to a gateway that you trust. The answer is kept for this host on this computer.',
          host,
        ),
        allow: vscode.l10n.t('Send Token'),
      };
    case 'keyless':
      return {
        message: vscode.l10n.t('Send to {0} without a key?', host),
        detail: vscode.l10n.t(
          'Your questions and images go to {0}, which no key of yours belongs to. The answer is kept for this host on this computer.',
          host,
        ),
        allow: vscode.l10n.t('Send Without Key'),
      };
  }
}
