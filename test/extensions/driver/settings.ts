import * as vscode from 'vscode';

/** User settings by name; null stands for none. */
export type Settings = Readonly<Record<string, unknown>>;

/** Milliseconds that VS Code may take to apply settings on a loaded machine. */
const patience = 30_000;

let earlier: readonly string[] = [];

/** Changes user settings; what was set in this way before, and is not now, is removed. */
export async function configure(settings: Settings): Promise<void> {
  const removed = earlier.filter((name) => !(name in settings));
  earlier = Object.keys(settings);
  const all = { ...Object.fromEntries(removed.map((name) => [name, null])), ...settings };
  for (const { name, value } of unsettled(all)) {
    await vscode.workspace
      .getConfiguration()
      .update(name, value ?? undefined, vscode.ConfigurationTarget.Global);
  }
  await settled(all);
}

/** Waits until the user settings are these. Rejects with those that are not. */
export function settled(settings: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    const check = () => {
      if (unsettled(settings).length === 0) {
        end();
        resolve();
      }
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error(`These settings are others: ${JSON.stringify(unsettled(settings))}`));
    }, patience);
    const listener = vscode.workspace.onDidChangeConfiguration(check);
    const end = () => {
      clearTimeout(timer);
      listener.dispose();
    };
    check();
  });
}

interface Unsettled {
  readonly name: string;
  readonly value: unknown;
  readonly found: unknown;
}

function unsettled(settings: Settings): Unsettled[] {
  const configuration = vscode.workspace.getConfiguration();
  return Object.entries(settings)
    .map(([name, value]) => {
      return { name, value, found: configuration.inspect(name)?.globalValue ?? null };
    })
    .filter(({ value, found }) => JSON.stringify(found) !== JSON.stringify(value));
}
