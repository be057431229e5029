import assert from 'node:assert/strict';
import { imagesOf, firstQuestion, promptOf } from './support/chat';
import { run, select } from './support/connections';
import { wholeLog } from './support/connectionsLog';
import { useEditor, useEmulator } from './support/connectionsStage';
import { Conversation } from './support/conversation';
import { startPictureHost, type PictureHost } from './support/pictureHost';
import type { RecordedRequest } from '../support/emulator';
import { workspacesFolder } from '../support/pictures';

const host = 'https://pictures.example';
/** A public address, where only the proxy ever connects to. */
const elsewhere = 'http://93.184.215.14';

describe('Ask About Image URL', function () {
  this.timeout(90_000);
  let pictures: PictureHost;
  before(async () => {
    pictures = await startPictureHost();
  });
  after(() => pictures.close());
  const azure = useEmulator(() => ({ kind: 'azure', internet: { [host]: pictures.url } }));
  const local = useEmulator({ kind: 'ollama' });
  const editor = useEditor(() => ({
    workspace: `${workspacesFolder}/demo`,
    settings: {
      'http.proxy': pictures.url,
      'sightline.connections': [
        {
          name: 'work',
          provider: 'azure',
          endpoint: azure().url,
          deployment: 'gpt-5.4',
          auth: 'none',
        },
        {
          name: 'local',
          provider: 'openai',
          endpoint: `${local().url}/v1`,
          deployment: 'llava:latest',
          auth: 'none',
        },
      ],
    },
  }));

  const open = async (): Promise<void> => {
    await run(editor(), 'Ask About Image URL…');
    await editor().workbench.quickInput.shown('The public URL of an image');
  };

  const ask = async (url: string, prompt: string): Promise<Conversation> => {
    const { quickInput } = editor().workbench;
    await open();
    await quickInput.submit(url);
    await quickInput.shown('Type a question, or choose a prompt');
    await quickInput.submit(prompt);
    const name = new URL(url).pathname.slice(1);
    return new Conversation(await editor().workbench.panel(`Ask: ${name}`));
  };

  const urlsOf = (request: RecordedRequest): string[] =>
    firstQuestion(request).flatMap((part) =>
      part.type === 'image_url' ? [part.image_url.url] : [],
    );

  it('sends the URL to a server that fetches it, and the panel loads nothing', async () => {
    const url = `${host}/checkout-form.png?sig=a%2Bb`;
    const before = pictures.requests.length;
    const conversation = await ask(url, 'Which fields are there?');
    const request = await azure().nextRequest();
    assert.deepEqual(urlsOf(request), [url]);
    assert.equal(promptOf(request), 'Which fields are there?');
    await conversation.finished('1280 × 860');
    const fetched = pictures.requests.slice(before);
    assert.deepEqual(fetched, ['/checkout-form.png?sig=a%2Bb'], 'Azure alone fetched it');
    await conversation.image('checkout-form.png').waitFor();
    assert.equal(await conversation.frame.locator('img').count(), 0);
    assert.equal(await conversation.button('checkout-form.png').count(), 0);
    await conversation.text('pictures.example').waitFor();
    await editor().workbench.screenshot('ask-url');

    await conversation.followUp.fill('And the buttons?');
    await conversation.followUp.press('Enter');
    assert.deepEqual(urlsOf(await azure().nextRequest()), [url]);
  });

  it('downloads it where the server could not, and tells that in the log', async () => {
    const url = `${elsewhere}/dashboard.png`;
    const conversation = await ask(url, 'What rises?');
    assert.deepEqual(urlsOf(await azure().nextRequest()), [url]);
    const [sent] = imagesOf(await azure().nextRequest());
    assert.equal(sent?.type, 'image/png');
    await conversation.finished('1400 × 900');
    assert.equal(pictures.requests.at(-1), url);
    assert.equal((await conversation.pixels('dashboard.png')).width, 1400);
    const log = await wholeLog(editor());
    assert.match(log, /could not fetch the image at its URL/);
    assert.match(log, /Downloaded an image from 93\.184\.215\.14: PNG · 1400 × 900/);
    assert.ok(!log.includes('What rises?'));
  });

  it('downloads it for a server that takes no URLs', async () => {
    await select(editor(), 'local');
    const url = `${elsewhere}/checkout-form.png`;
    const conversation = await ask(url, 'Which fields are there?');
    const [sent] = imagesOf(await local().nextRequest());
    assert.equal(sent?.type, 'image/png');
    await conversation.finished('1280 × 860');
    assert.equal((await conversation.pixels('checkout-form.png')).width, 1280);
    await editor().workbench.screenshot('ask-url-downloaded');
  });

  it('says why it was not downloaded, and sends nothing', async () => {
    await select(editor(), 'local');
    const count = local().requests.length;
    for (const [file, title, detail] of [
      ['missing.png', 'The image could not be downloaded', /status 404/],
      ['inside.png', 'The URL was not followed', /^169\.254\.169\.254 is an address of a private/],
    ] as const) {
      const { alert } = await ask(`${elsewhere}/${file}`, 'What is it?');
      await alert.getByText(title, { exact: true }).waitFor();
      assert.match(await alert.getByRole('paragraph').innerText(), detail);
      await editor().driver.run('workbench.action.closeAllEditors');
    }
    assert.equal(local().requests.length, count);
    assert.ok(!pictures.requests.some((url) => url.includes('169.254')));
  });
});
