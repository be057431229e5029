/**
 * `npm run demo`: the main job in a real VS Code. Right-clicks an image of the demo workspace, chooses
 * Describe Image, prints the reply that the panel shows and writes `out/demo.png`.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { launchEditor } from './editor/launch';
import { accountVariables } from './editor/server';
import { until } from './editor/until';
import { demoWorkspace } from './paths';

/** How long a deployment may take for its reply, in milliseconds. */
const patience = 180_000;

async function main(): Promise<void> {
  const image = `screenshots/${pickImage()}`;
  const editor = await launchEditor({ workspace: demoWorkspace, env: accountVariables() });
  try {
    const { workbench } = editor;
    await workbench.explorer.choose(image, 'Describe Image');
    const panel = await workbench.panel();
    const reply = await finished(panel);
    await panel.getByRole('img', { name: path.basename(image) }).scrollIntoViewIfNeeded();
    const picture = await workbench.screenshot('demo');
    console.log(`${image}\n\n${reply}\n\nA picture of it: ${picture}`);
  } finally {
    await editor.close();
  }
}

function pickImage(): string {
  const names = readdirSync(path.join(demoWorkspace, 'screenshots')).sort();
  const favourite = 'checkout-form.png';
  const image = names.includes(favourite) ? favourite : names.find((name) => /\.png$/i.test(name));
  if (image === undefined) {
    throw new Error(`There is no PNG in ${demoWorkspace}/screenshots.`);
  }
  return image;
}

/** The text of the reply once it is complete. Rejects with the panel's error if there is one. */
async function finished(panel: FrameLocator): Promise<string> {
  const reply = panel.getByRole('article', { name: 'Reply', exact: true });
  const alert = panel.getByRole('alert');
  const { error, text } = await until<{ error?: string; text?: string }>(
    'a complete reply',
    async () => {
      if (await alert.isVisible()) {
        return { error: await alert.innerText() };
      }
      return (
        (await reply.getAttribute('aria-busy')) === 'false' && { text: await reply.innerText() }
      );
    },
    patience,
  );
  if (text === undefined) {
    throw new Error(error);
  }
  return text;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
