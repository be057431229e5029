import * as vscode from 'vscode';
import type { KeptSession } from '../../host/conversation/sessionFile';
import type { SessionStore } from '../../host/conversation/sessionStore';
import type { Services } from '../../host/services';

interface SessionItem extends vscode.QuickPickItem {
  readonly session: KeptSession;
}

/** Lets the user search the conversations that are kept, open one, or delete one or all. */
export async function showHistory({ conversations, log }: Services): Promise<void> {
  const history = await conversations.history();
  await history.prune();
  const kept = await history.all();
  if (kept.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No conversation is kept.'));
    return;
  }
  const remove = { iconPath: new vscode.ThemeIcon('trash'), tooltip: vscode.l10n.t('Delete') };
  const removeAll = {
    iconPath: new vscode.ThemeIcon('clear-all'),
    tooltip: vscode.l10n.t('Delete All…'),
  };
  const input = vscode.window.createQuickPick<SessionItem>();
  input.title = vscode.l10n.t('History');
  input.placeholder = vscode.l10n.t('Search for an image, a question or a reply');
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  input.items = kept.map((session) => ({ ...itemOf(session), buttons: [remove] }));
  input.buttons = [removeAll];
  const failed = (error: unknown): void => log.error(error);
  input.onDidTriggerItemButton(({ item }) => {
    input.items = input.items.filter((other) => other !== item);
    history.delete(item.session.id).catch(failed);
  });
  input.onDidTriggerButton(() => {
    input.hide();
    deleteAll(history).catch(failed);
  });
  input.onDidAccept(() => {
    const [picked] = input.selectedItems;
    input.hide();
    if (picked) {
      conversations.restore(picked.session.id).catch(failed);
    }
  });
  await new Promise<void>((resolve) => {
    input.onDidHide(() => {
      input.dispose();
      resolve();
    });
    input.show();
  });
}

async function deleteAll(history: SessionStore): Promise<void> {
  const all = vscode.l10n.t('Delete All');
  const picked = await vscode.window.showWarningMessage(
    vscode.l10n.t('Delete all conversations that are kept?'),
    { modal: true, detail: vscode.l10n.t('Open panels stay open.') },
    all,
  );
  if (picked === all) {
    await history.deleteAll();
  }
}

function itemOf(session: KeptSession): SessionItem {
  const { title, changed, images, turns } = session;
  const texts = turns.flatMap(({ question, replies, shown }) => [
    question.command ?? question.text,
    replies[shown]?.text ?? '',
  ]);
  return {
    session,
    label: title,
    description: [...images.map(({ name }) => name), new Date(changed).toLocaleString()].join(', '),
    detail: texts.join(' ').replace(/\s+/g, ' ').slice(0, 4000),
  };
}
