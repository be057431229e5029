import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Editor } from '../../support/editor/launch';

/** What the Output view shows once it is there; it shows a log's end. */
export async function shownOutput({ page }: Editor): Promise<string> {
  const lines = page.locator('[id="workbench.panel.output"] .view-lines');
  await lines.filter({ hasText: /\S/ }).waitFor();
  return (await lines.innerText()).replaceAll('\u00a0', ' ');
}

/** The whole log of Sightline, from the file that its output channel shows. */
export async function wholeLog({ dataDir }: Editor): Promise<string> {
  let text = '';
  for await (const file of glob('data/logs/**/Sightline.log', { cwd: dataDir })) {
    text += await readFile(path.join(dataDir, file), 'utf8');
  }
  return text;
}
