import assert from 'node:assert/strict';
import { presets } from '../../src/core/conversation/prompts';
import { imagesOf, promptOf } from './support/chat';
import type { Conversation } from './support/conversation';
import { useStage } from './support/stage';

const image = 'screenshots/checkout-form.png';
const [preset] = presets;

describe('Ask About Image', function () {
  this.timeout(60_000);
  const stage = useStage();

  const ask = async (path = image): Promise<void> => {
    const { explorer, quickInput } = stage().workbench;
    await explorer.choose(path, 'Ask About Image…');
    await quickInput.shown('Type a question, or choose a prompt');
  };

  /** Checks what was sent and that the panel shows it with its reply. */
  const asked = async (prompt: string, title = 'Ask: checkout-form.png'): Promise<Conversation> => {
    const request = await stage().nextRequest();
    assert.equal(promptOf(request), prompt);
    const conversation = await stage().conversation(title);
    await conversation.text(prompt).waitFor();
    await conversation.finished('Seen by the emulator');
    return conversation;
  };

  it('asks a preset of the settings, by the beginning of its name too', async () => {
    const { quickInput } = stage().workbench;
    assert.ok(preset);
    await ask();
    const labels = await quickInput.items();
    assert.deepEqual(
      labels,
      presets.map(({ label }) => label),
    );
    await stage().workbench.screenshot('ask');
    await quickInput.pick(preset.label);
    await asked(preset.prompt);

    await ask('screenshots/dashboard.png');
    assert.deepEqual(await quickInput.items(), labels, 'a preset is not listed a second time');
    await quickInput.submit(preset.label.slice(0, 4).toLowerCase());
    await asked(preset.prompt, 'Ask: dashboard.png');
  });

  it('asks what was typed even where a preset has the same words', async () => {
    await ask();
    await stage().workbench.quickInput.submit('error');
    await asked('error');
  });

  it('sends nothing on Escape', async () => {
    const { workbench } = stage();
    await ask();
    await workbench.quickInput.input.fill('Never to be sent');
    await workbench.quickInput.escape();
    assert.deepEqual(await workbench.tabs.titles(), []);

    await ask();
    await workbench.quickInput.submit('The one to be sent');
    await asked('The one to be sent');
    assert.equal(stage().requests.length, 1);
    await ask();
    assert.ok(!(await workbench.quickInput.items()).includes('Never to be sent'));
    await workbench.quickInput.escape();
  });

  it('asks about all images selected, in their order', async () => {
    const { workbench } = stage();
    await workbench.explorer.select('screenshots/spinner.gif', 'screenshots/docs-page.jpg');
    await ask('screenshots/docs-page.jpg');
    await workbench.quickInput.submit('What do they share?');
    const request = await stage().nextRequest();
    assert.equal(promptOf(request), 'What do they share?');
    assert.deepEqual(
      imagesOf(request).map(({ type, detail }) => [type, detail]),
      [
        ['image/png', 'auto'],
        ['image/webp', 'auto'],
      ],
    );
    const conversation = await stage().conversation('Ask: 2 images');
    await conversation.finished('Image 2: WEBP, 768 × 900 pixels');
    assert.deepEqual(await conversation.imageNames(), ['spinner.gif', 'docs-page.jpg']);
  });

  it('asks in the palette for an image first, then for the prompt', async () => {
    const { workbench } = stage();
    const { quickInput } = workbench;
    await workbench.runCommand('Sightline: Ask About Image…');
    await quickInput.shown('Choose one or more images');
    await quickInput.submit('checkout');
    await quickInput.shown('Type a question, or choose a prompt');
    await quickInput.submit('Asked from the palette?');
    await asked('Asked from the palette?');
  });
});
