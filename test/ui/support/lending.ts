import { cp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { launchDrivenEditor, type DrivenEditor } from '../../support/editor/drivenEditor';
import type { EditorOptions } from '../../support/editor/launch';
import { themes, userSettings } from '../../support/editor/settings';
import { until } from '../../support/editor/until';
import { Workbench } from '../../support/editor/workbench';
import { settingNames } from '../../support/manifest';
import { demoWorkspace, modelsExtension, root } from '../../support/paths';
import { share } from '../../support/shared';

/** What a suite wants of its editor before each of its tests. */
export interface Wishes {
  /** A folder, opened as a fresh copy. */
  readonly workspace: string;
  /** User settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Variables of the extension host's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** API keys that Sightline has stored, by origin. */
  readonly keys?: Readonly<Record<string, string>>;
  /** The models of `test/extensions/models` that VS Code has, by id. */
  readonly models?: readonly string[];
  /**
   * An editor of the suite's own, where what is tested takes effect at an editor's start only: trust,
   * proxies and certificates of the environment, the package, what is watched from the first page on.
   */
  readonly fresh?: Pick<EditorOptions, 'trust' | 'env' | 'extension'>;
}

/** The extensions of the tests' own that an editor has beside Sightline and the driver. */
const others = [modelsExtension, path.join(root, 'test/extensions/accounts')];

let lent: DrivenEditor | undefined;

/**
 * An editor for the tests of a suite: the one of this process, given back clean by the suite before,
 * or with `fresh` a new one.
 */
export async function borrowEditor(wishes: Wishes): Promise<DrivenEditor> {
  if (wishes.fresh) {
    const { workspace, settings = {}, fresh } = wishes;
    return launchDrivenEditor({ workspace, settings, ...fresh });
  }
  if (!lent) {
    lent = await launchDrivenEditor({ workspace: demoWorkspace, others });
    share(async () => lent?.close());
  }
  await fill(lent, wishes.workspace);
  return Object.assign(lent, { workbench: new Workbench(lent.page) });
}

/** Gives an editor back; one that a test may still be busy with is ended. */
export async function returnEditor(
  editor: DrivenEditor,
  { fresh, isBusy }: { readonly fresh: boolean; readonly isBusy: boolean },
): Promise<void> {
  if (fresh) {
    await editor.close();
  } else if (isBusy) {
    lent = undefined;
    await editor.close();
  } else {
    await reset(editor, {});
  }
}

/** Brings an editor to what a test may expect, whatever the one before has done. */
export async function reset(
  { page, driver, workbench }: DrivenEditor,
  { settings = {}, env = {}, keys = {}, models = [], fresh }: Partial<Wishes>,
): Promise<void> {
  await until('dialogs to close', async () => {
    if (!(await workbench.dialog.root.isVisible())) {
      return true;
    }
    await page.keyboard.press('Escape');
    return false;
  });
  await driver.tidy();
  const none = Object.fromEntries(settingNames().map((name) => [name, null]));
  await driver.configure({ ...none, ...userSettings('dark', settings) });
  await page.locator(`.monaco-workbench.${themes.dark.className}`).waitFor();
  // A page whose frame has the focus may not write to the clipboard.
  await page.locator('.explorer-folders-view .monaco-list').focus();
  await page.evaluate("navigator.clipboard.writeText('')");
  if (Object.keys(keys).length > 0) {
    await driver.storeKeys(keys);
  }
  if (!fresh) {
    await driver.setEnvironment(env);
    await driver.call('sightline-tests.models', 'offer', ...models);
    await driver.call('sightline-tests.accounts', 'signOut');
  }
}

/** Puts a copy of a folder's files in the place of those of the open workspace. */
async function fill({ driver, workspace }: DrivenEditor, folder: string): Promise<void> {
  for (const name of await readdir(workspace)) {
    await rm(path.join(workspace, name), { recursive: true });
  }
  await cp(folder, workspace, { recursive: true });
  await driver.run('workbench.files.action.refreshFilesExplorer');
}
