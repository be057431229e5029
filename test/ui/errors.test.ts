import assert from 'node:assert/strict';
import path from 'node:path';
import { startEmulator, type Behaviour } from '../support/emulator';
import { until } from '../support/editor/until';
import { workspacesFolder } from '../support/pictures';
import {
  enterKey,
  leaveConnectionSettings,
  pick,
  select,
  usedConnection,
} from './support/connections';
import { shownOutput } from './support/connectionsLog';
import { describeImage, useEditor, useEmulator } from './support/connectionsStage';
import { reset } from './support/lending';
import { answered, pressByKeyboard, shownCard } from './support/errorCard';

const key = 'azure-key-0f8e7d6c5b4a39281706';
const picture = 'screenshots/checkout-form.png';

describe('an error card', function () {
  this.timeout(90_000);
  const azure = useEmulator({ kind: 'azure', key, textOnly: ['blind'] });
  const spare = useEmulator({ kind: 'openai', models: ['spare'] });
  const locked = useEmulator({ kind: 'openai', key });
  /** The address of a server that has gone. */
  let gone = '';
  before(async () => {
    const server = await startEmulator({ kind: 'openai' });
    gone = server.url;
    await server.close();
  });
  const wishes = (connection = 'work') => ({
    workspace: path.join(workspacesFolder, 'demo'),
    settings: {
      'sightline.connections': [
        { name: 'broken', provider: 'azure', endpoint: 'ftp://plain.example', deployment: 'x' },
        { name: 'work', provider: 'azure', endpoint: azure().url, deployment: 'gpt-5.4' },
        { name: 'blind', provider: 'azure', endpoint: azure().url, deployment: 'blind' },
        {
          name: 'spare',
          provider: 'openai',
          endpoint: `${spare().url}/v1`,
          deployment: 'spare',
          auth: 'none',
        },
        {
          name: 'locked',
          provider: 'openai',
          endpoint: `${locked().url}/v1`,
          deployment: 'gpt-5.4',
          auth: 'none',
        },
        {
          name: 'gone',
          provider: 'openai',
          endpoint: `${gone}/v1`,
          deployment: 'gpt-5.4',
          auth: 'none',
        },
      ],
      'sightline.connection': connection,
    },
  });
  const editor = useEditor(() => ({ ...wishes(), keys: { [azure().url]: key } }));

  /** Describes the picture and waits for the card; its texts and buttons come out. */
  const failing = async (behaviour: Behaviour, title: string) => {
    azure().behave(behaviour);
    const conversation = await describeImage(editor(), picture);
    return { conversation, ...(await shownCard(conversation, title)) };
  };

  it('names a broken connection, opens its settings, and asks again through another', async () => {
    await reset(editor(), wishes('broken'));
    const before = azure().requests.length;
    const title = 'The connection cannot be used';
    const { conversation, detail, buttons } = await failing({}, title);
    assert.match(detail, /^The connection “broken” in your settings lacks a field or has one/);
    assert.deepEqual(buttons, ['Open Settings', 'Select Connection…']);
    await conversation.text('No usable connection').waitFor();
    await editor().workbench.screenshot('error-connection-broken');
    await pressByKeyboard(editor(), conversation, 'Open Settings');
    await leaveConnectionSettings(editor());

    await pressByKeyboard(editor(), conversation, 'Select Connection…');
    await pick(editor().workbench, 'work');
    const missing = await shownCard(conversation, 'No API key is stored');
    assert.match(missing.detail, new RegExp(`^${new URL(azure().url).host} wants an API key`));
    assert.deepEqual(missing.buttons, ['Set API Key…', 'Select Connection…']);
    assert.equal(azure().requests.length, before);
    await pressByKeyboard(editor(), conversation, 'Set API Key…');
    await enterKey(editor(), key);
    await answered(conversation);
  });

  it('of a refused key (401) takes another and asks again with it', async () => {
    const behaviour: Behaviour = { fail: { status: 401, times: 1 } };
    const { conversation, detail, buttons } = await failing(behaviour, 'The API key was refused');
    assert.match(detail, /It said \(status 401\): “Access denied due to invalid subscription key/);
    assert.deepEqual(buttons, ['Set API Key…', 'Test Connection', 'Show Log', 'Copy Details']);
    await editor().workbench.screenshot('error-401');
    const before = azure().requests.length;
    await pressByKeyboard(editor(), conversation, 'Set API Key…');
    await enterKey(editor(), key);
    await answered(conversation);
    assert.equal(azure().requests.length, before + 1);
  });

  it('asks nothing again for a panel that was closed meanwhile', async () => {
    const { conversation } = await failing({ fail: { status: 401 } }, 'The API key was refused');
    await conversation.button('Set API Key…').click();
    const { quickInput, tabs } = editor().workbench;
    await quickInput.shown('API key for');
    await editor().page.keyboard.press('Control+w');
    await until('the panel to close', async () => (await tabs.titles()).length === 0);
    await enterKey(editor(), key);

    azure().behave({});
    const before = azure().requests.length;
    const other = await describeImage(editor(), 'screenshots/dashboard.png');
    await other.finished('1400 × 900');
    const sizes = azure()
      .requests.slice(before)
      .map(({ images }) => images.map(({ width }) => width));
    assert.deepEqual(sizes, [[1400]]);
  });

  it('of a missing deployment (404) opens the settings, and Retry asks again', async () => {
    const title = 'The deployment was not found';
    const { conversation, detail, buttons } = await failing({ fail: { status: 404 } }, title);
    assert.match(detail, /no deployment or model named “gpt-5.4”.* “The API deployment for this/);
    assert.deepEqual(buttons, ['Open Settings', 'Retry', 'Select Connection…', 'Copy Details']);
    await pressByKeyboard(editor(), conversation, 'Open Settings');
    await leaveConnectionSettings(editor());
    azure().behave({});
    await pressByKeyboard(editor(), conversation, 'Retry');
    await answered(conversation);
  });

  it('of a request that is too large (413) asks again through another connection', async () => {
    const title = 'The request is too large';
    const { conversation, detail, buttons } = await failing({ fail: { status: 413 } }, title);
    assert.match(detail, /fewer or smaller images\. It said \(status 413\): “The request body is/);
    assert.deepEqual(buttons, ['Select Connection…', 'Copy Details']);
    await pressByKeyboard(editor(), conversation, 'Select Connection…');
    await pick(editor().workbench, 'spare');
    await conversation.choice('Send').click();
    await answered(conversation);
    assert.equal(spare().requests.at(-1)?.images[0]?.width, 1280);
  });

  it('of the content filter names the category; Show Log opens the output; other words go on', async () => {
    const { conversation, detail, buttons } = await failing(
      { fail: { kind: 'contentFilter', category: 'self_harm', severity: 'high' } },
      'Blocked by the content filter',
    );
    assert.match(detail, /blocked the question or its images for: self harm \(high\)\. Ask in/);
    assert.deepEqual(buttons, ['Select Connection…', 'Show Log', 'Copy Details']);
    await editor().workbench.screenshot('error-content-filter');
    await pressByKeyboard(editor(), conversation, 'Show Log');
    const { host } = new URL(azure().url);
    const line = new RegExp(`POST ${host}/openai/v1/chat/completions → 400 in \\d+ ms`);
    assert.match(await shownOutput(editor()), line);
    await editor().workbench.screenshot('error-show-log');
    await editor().driver.run('workbench.action.closePanel');

    azure().behave({});
    await conversation.followUp.fill('Which colours are there?');
    await conversation.followUp.press('Enter');
    await conversation.finished('You asked: “Which colours are there?”');
  });

  it('tells of a stream that is cut, keeps what has come, and Retry asks again', async () => {
    const found = await failing({ stream: 'cut' }, 'The reply broke off');
    const { conversation, detail, buttons } = found;
    assert.match(
      detail,
      /^The connection to \S+ ended before the reply did\. What came is above\./,
    );
    assert.deepEqual(buttons, ['Retry', 'Show Log', 'Copy Details']);
    assert.match(await conversation.reply.innerText(), /You asked: “Describe this image/);
    await editor().workbench.screenshot('error-a-stream-that-is-cut');
    azure().behave({});
    const before = azure().requests.length;
    await pressByKeyboard(editor(), conversation, 'Retry');
    await answered(conversation);
    assert.equal(azure().requests.length, before + 1);
  });

  it('tells of a redirect, which is not followed', async () => {
    const redirectTo = `${spare().url}/openai/v1/chat/completions`;
    const before = spare().requests.length;
    const { detail } = await failing({ redirectTo }, 'The server cannot be reached');
    assert.match(detail, /sends you on to another address\. Sightline does not follow/);
    assert.equal(spare().requests.length, before);
  });

  it('tells of a model that takes no images, and offers one that does', async () => {
    await select(editor(), 'blind');
    const { conversation, detail, buttons } = await failing({}, 'This model cannot see images');
    assert.match(detail, /^“blind” at \S+ takes text only\..* It said \(status 400\): “/);
    assert.deepEqual(buttons, ['Select Connection…', 'Add Connection…', 'Copy Details']);
    await editor().workbench.screenshot('error-model-blind');
    await pressByKeyboard(editor(), conversation, 'Select Connection…');
    const { quickInput } = editor().workbench;
    await quickInput.shown('Which connection shall answer?');
    const note = 'This model takes no images.';
    assert.equal(await quickInput.row('blind').getByText(note).count(), 1);
    assert.equal(await quickInput.root.getByText(note).count(), 1);
    await editor().workbench.screenshot('select-connection-blind');
    await quickInput.pick('spare');
    await conversation.choice('Send').click();
    await answered(conversation);
  });

  it('tells of a server that wants a key after all, and asks again with it', async () => {
    await select(editor(), 'locked');
    const { conversation, detail } = await failing({}, 'No API key is stored');
    assert.match(detail, new RegExp(`^${new URL(locked().url).host} wants an API key`));
    await pressByKeyboard(editor(), conversation, 'Set API Key…');
    await enterKey(editor(), key);
    await answered(conversation);
    assert.equal((await usedConnection(editor(), 'locked')).auth, 'key');
  });

  it('tells of a server that cannot be reached, and Retry asks again when it is back', async () => {
    await select(editor(), 'gone');
    const { conversation, detail } = await failing({}, 'The server cannot be reached');
    assert.match(detail, new RegExp(`^${new URL(gone).host} did not answer \\(ECONNREFUSED\\)`));
    await editor().workbench.screenshot('error-unreachable');
    const back = await startEmulator({
      kind: 'openai',
      models: ['gpt-5.4'],
      port: Number(new URL(gone).port),
    });
    try {
      await pressByKeyboard(editor(), conversation, 'Retry');
      await answered(conversation);
    } finally {
      await back.close();
    }
  });
});
