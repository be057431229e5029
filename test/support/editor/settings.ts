import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The colour themes that VS Code brings along, and the class that each gives the workbench. */
export const themes = {
  light: { name: 'Light 2026', className: 'vs' },
  dark: { name: 'Dark 2026', className: 'vs-dark' },
  highContrast: { name: 'Default High Contrast', className: 'hc-black' },
  highContrastLight: { name: 'Default High Contrast Light', className: 'hc-light' },
} as const;

export type Theme = keyof typeof themes;

/** What keeps a fresh editor quiet: no welcome, tips, animations, suggestions or folders opened of its own. */
const quiet = {
  // It opens a folder again that was just closed, when the tab of an image in it goes.
  'explorer.autoReveal': false,
  'explorer.compactFolders': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'security.workspace.trust.banner': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** All user settings of an editor to which these are given. */
export function userSettings(
  theme: Theme,
  settings: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return { ...quiet, 'workbench.colorTheme': themes[theme].name, ...settings };
}

/**
 * Writes user settings where a server's editor reads them: machine-scoped ones from `Machine`, the
 * others from `User`. It ignores in each file what does not belong there, so both hold everything.
 */
export async function writeSettings(
  dataDir: string,
  theme: Theme,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const text = JSON.stringify(userSettings(theme, settings), undefined, 2);
  for (const scope of ['Machine', 'User']) {
    const folder = path.join(dataDir, 'data', scope);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'settings.json'), text);
  }
}
