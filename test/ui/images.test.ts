import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { hostileHeight, hostileWidth, oddNames, oversizedPng } from '../support/hostile';
import { userSettings } from '../support/editor/settings';
import { until } from '../support/editor/until';
import { imagesOf } from './support/chat';
import { useStage } from './support/stage';

const whole = { width: hostileWidth, height: hostileHeight };

const files = async (): Promise<Record<string, Buffer>> => ({ 'huge.png': await oversizedPng() });

/** What is refused: the file, and the card's title and the begin of its explanation. */
const refusals: readonly (readonly [file: string, title: string, detail: RegExp])[] = [
  ['truncated.png', 'The image is cut off', /^truncated\.png ends before its picture does/],
  ['huge.png', 'The image is too large', /^huge\.png has 20\.9 MB, and 20\.0 MB is the most/],
];

// All kinds of files that are refused are in test/host/refusedImages.test.ts.
describe('Images', function () {
  this.timeout(90_000);
  const stage = useStage({ workspaces: ['hostile'], files });

  it('that are no whole images of a known type and size are refused, each in its own words, and not sent', async () => {
    const { workbench } = stage();
    for (const [file, title, detail] of refusals) {
      await workbench.explorer.choose(file, 'Describe Image');
      const conversation = await stage().conversation(`Describe: ${file}`);
      const alert = conversation.alert;
      await alert.getByText(title, { exact: true }).waitFor();
      assert.match(await alert.getByRole('paragraph').innerText(), detail);
      assert.equal(await conversation.reply.innerText(), '');
      if (file === 'huge.png') {
        await workbench.screenshot('refused');
      }
      await stage().closeEditors();
    }
    await workbench.explorer.select('two words.png', 'truncated.png');
    const both = await stage().choose('two words.png', 'Describe Image');
    await both.alert.getByText('The image is cut off').waitFor();
    await stage().closeEditors();

    await workbench.explorer.choose('UPPER.PNG', 'Describe Image');
    await (await stage().conversation()).finished('160 × 103');
    assert.equal(stage().requests.length, 1);
  });

  it('with odd names are sent and shown', async () => {
    const { workbench } = stage();
    for (const name of oddNames) {
      const conversation = await stage().choose(name, 'Describe Image');
      const { images } = await stage().nextRequest();
      assert.deepEqual(
        images.map(({ type, width, height }) => ({ type, width, height })),
        [{ type: 'image/png', ...whole }],
      );
      await conversation.finished('160 × 103');
      assert.deepEqual(await conversation.pixels(name), { ...whole, scheme: 'blob:' });
      assert.deepEqual(await workbench.tabs.titles(), [`Describe: ${name}`]);
      await stage().closeEditors();
    }
  });

  it('are of the type that their bytes have, whatever the name says', async () => {
    const { editor } = stage();
    const conversation = await stage().choose('jpeg-named.png', 'Describe Image');
    const request = await stage().nextRequest();
    const bytes = await readFile(path.join(editor.workspace, 'jpeg-named.png'));
    assert.deepEqual(imagesOf(request), [{ type: 'image/jpeg', bytes, detail: 'auto' }]);
    await conversation.finished('Image 1: JPEG, 160 × 103 pixels');
    await conversation
      .text(/^JPEG · 160 × 103 · \d+ KB$/)
      .first()
      .waitFor();
  });

  it('have the commands in their context menu, and other files have not', async () => {
    const { explorer } = stage().workbench;
    const labels = await explorer.menuLabels('UPPER.PNG');
    for (const label of ['Describe Image', 'Ask About Image…', 'Generate Alt Text', 'Sightline']) {
      assert.ok(labels.includes(label), `${label} in ${labels.join()}`);
    }
    assert.deepEqual(await explorer.menuLabels('UPPER.PNG', 'Sightline'), [
      'Review UI Mockup',
      'Read Text in Image',
    ]);
    const vision = { endpoint: 'https://sight.cognitiveservices.azure.com' };
    await stage().editor.driver.configure(
      userSettings('dark', {
        'sightline.connections': [
          {
            name: 'Work',
            provider: 'azure',
            endpoint: stage().emulator.url,
            deployment: 'x',
            vision,
          },
        ],
      }),
    );
    await until('the command that needs a resource', async () =>
      (await explorer.menuLabels('UPPER.PNG', 'Sightline')).includes(
        'Find Text and Objects with Azure AI Vision',
      ),
    );
    const others = await explorer.menuLabels('notes.txt');
    assert.ok(!others.some((label) => /image|sightline/i.test(label)), others.join());
  });
});
