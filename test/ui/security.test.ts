import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describePrompt, systemPrompt } from '../../src/core/conversation/prompts';
import { until } from '../support/editor/until';
import type { Emulator } from '../support/emulator';
import { bodyOf, promptOf } from './support/chat';
import { enterKey, run, runWith, select } from './support/connections';
import { startEchoServer, type EchoServer } from './support/connectionsEcho';
import { wholeLog } from './support/connectionsLog';
import {
  describeImage,
  useEditor,
  useEmulator,
  useHostileWorkspace,
} from './support/connectionsStage';
import { everythingIn, watch, type Watched } from './support/connectionsSweep';

const keys = {
  work: 'azure-key-0f8e7d6c5b4a39281706',
  other: 'sk-other-key-77aa66bb55cc44dd',
  echo: 'sk-echo-key-1234567890abcdef',
};
const picture = 'checkout-form.png';

describe('a trusted workspace', function () {
  this.timeout(120_000);
  const azure = useEmulator({ kind: 'azure', key: keys.work });
  const other = useEmulator({ kind: 'openai', key: keys.other, models: ['large'] });
  const collector = useEmulator({ kind: 'openai', models: ['collector'] });
  const workspace = useHostileWorkspace(collector);
  let echo: EchoServer;
  let watched: Watched;
  before(async () => {
    echo = await startEchoServer();
  });
  after(() => echo.close());
  const editor = useEditor(() => ({
    workspace: workspace(),
    fresh: {},
    keys: { [azure().url]: keys.work },
    settings: {
      'sightline.connections': [
        { name: 'work', provider: 'azure', endpoint: azure().url, deployment: 'gpt-5.4' },
        { name: 'other', provider: 'openai', endpoint: `${other().url}/v1`, deployment: 'large' },
        { name: 'echo', provider: 'openai', endpoint: `${echo.url}/v1`, deployment: 'echo' },
      ],
    },
  }));
  before(async () => {
    watched = await watch(editor());
  });

  it('sets prompts but no connection: requests go where the user of the machine wants', async () => {
    await runWith(editor(), 'Set API Key…', 'work');
    await enterKey(editor(), keys.work);
    const conversation = await describeImage(editor(), picture);
    await conversation.finished('1280 × 860');
    await conversation.text(`gpt-5.4 at ${new URL(azure().url).host}`).waitFor();
    const [request] = azure().requests;
    assert.ok(request);
    assert.match(promptOf(request), /^HOSTILE-DESCRIBE-PROMPT/);
    await run(editor(), 'Select Connection…');
    await editor().workbench.quickInput.shown('Which connection shall answer?');
    const items = (await editor().workbench.quickInput.items()).map((item) => item.trim());
    assert.deepEqual(items, ['work', 'other', 'echo', 'Add Connection…']);
    await editor().workbench.quickInput.escape();
    assert.equal(collector().requests.length, 0);
  });

  it('shows a hostile reply as text, requests nothing for it and runs nothing of it', async () => {
    const { url } = collector();
    const { page, context, workbench } = editor();
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    const run = 'command:workbench.action.files.newUntitledFile';
    azure().behave({
      stream: 'slow',
      delayMs: 5,
      reply: [
        `<script>fetch("${url}/script");alert(1)</script>`,
        `<img src="${url}/img.png" onerror="alert(2)"><iframe src="${url}/frame"></iframe>`,
        `<style>body{background:url(${url}/style)}</style><svg onload="alert(3)"></svg>`,
        `![a beacon](${url}/markdown.png) ![by reference][beacon]`,
        `[run me](${run}) <a href="${run}">or me</a> [by reference][command]`,
        `[script me](javascript:alert(4)) [open me](vscode://file/etc/passwd) <${run}>`,
        '[data](data:text/html,<script>alert(5)</script>) [a page](https://example.com/page)',
        `[beacon]: ${url}/reference.png\n[command]: ${run}`,
        'The end.',
      ].join('\n\n'),
    });
    const conversation = await describeImage(editor(), picture);
    const text = await conversation.finished('The end.');
    await workbench.screenshot('hostile-reply');
    for (const shown of ['<script>fetch(', 'onerror="alert(2)"', '<iframe src=', '<style>body']) {
      assert.ok(text.includes(shown), `${shown} is shown as text`);
    }
    const active = 'img, script, iframe, style, svg, object, embed, link, form, [style], [onerror]';
    assert.equal(await conversation.reply.locator(active).count(), 0);
    const links = await conversation.reply.locator('[href]').all();
    const targets = await Promise.all(links.map((link) => link.getAttribute('href')));
    assert.deepEqual(targets, ['https://example.com/page']);

    const tabs = await workbench.tabs.titles();
    for (const label of ['run me', 'script me', 'open me']) {
      await conversation.reply.getByText(label).click();
    }
    await conversation.followUp.fill('What came of it?');
    await conversation.followUp.press('Enter');
    await conversation.text('What came of it?').waitFor();
    await conversation.finished('The end.');
    assert.deepEqual(await workbench.tabs.titles(), tabs);
    assert.deepEqual(dialogs, []);
    assert.equal(context.pages().length, 1);
    assert.deepEqual(watched.violations, []);
    assert.ok(!watched.requests.some((request) => request.startsWith(url)));

    // Even what is put into the page itself is stopped by its policy.
    await conversation.reply.evaluate((reply, image) => {
      reply.append(Object.assign(new Image(), { src: image }));
    }, `${url}/inserted.png`);
    await until('the policy to stop the image', () => watched.violations.length > 0);
    assert.match(watched.violations.join(), /^img-src /);
    assert.equal(collector().requests.length, 0);
  });

  it('sees a key nowhere but in the header of its own origin', async () => {
    const { workbench } = editor();
    for (const name of ['work', 'other', 'echo'] as const) {
      await runWith(editor(), 'Set API Key…', name);
      await enterKey(editor(), keys[name]);
      await workbench.notifications.shown('is stored.');
    }
    azure().behave({ redirectTo: `${other().url}/v1/chat/completions` });
    const conversation = await describeImage(editor(), picture);
    await conversation.alert.filter({ hasText: 'another address' }).waitFor();
    assert.equal(other().requests.length, 0);
    azure().behave({ fail: { status: 401, times: 1 } });
    await conversation.button('Retry').click();
    await conversation.alert.filter({ hasText: 'The API key was refused' }).waitFor();
    await select(editor(), 'other');
    await conversation.followUp.fill('And you?');
    await conversation.followUp.press('Enter');
    await conversation.choice('Send').click();
    await conversation.finished('You asked: “And you?”');
    await select(editor(), 'echo');
    await conversation.followUp.fill('And you, echo?');
    await conversation.followUp.press('Enter');
    await conversation.choice('Send').click();
    const card = conversation.alert.filter({ hasText: '***' });
    assert.match(await card.innerText(), /“The key \*\*\* is wrong: "\*\*\*", Bearer \*\*\*\.”/);
    await workbench.screenshot('error-echoed-key');
    await runWith(editor(), 'Test Connection', 'echo');
    await workbench.notifications.shown('The key *** is wrong');
    await card.getByRole('button', { name: 'Show Log' }).click();

    const places = await everythingIn(editor(), watched);
    for (const [place, text] of places) {
      for (const key of Object.values(keys)) {
        for (const form of [key, Buffer.from(key).toString('base64'), encodeURIComponent(key)]) {
          assert.ok(!text.includes(form), `${place} holds a key`);
        }
      }
    }
    const sent = watched.messages.filter((message) => message.includes('And you, echo?'));
    for (const type of ['followUp', 'turn']) {
      assert.ok(
        sent.some((message) => message.includes(`"type":"${type}"`)),
        type,
      );
    }
    const { host } = new URL(echo.url);
    for (const place of ['the messages of webviews', 'the documents of all frames', 'the log']) {
      assert.ok(places.get(place)?.includes(host), `${place} was searched`);
    }
    assert.ok([...places.values()].some((text) => text.includes('"sightline.connections"')));
    assert.ok(echo.keysSeen >= 2);
    assertKeyInHeaderOnly(azure(), 'api-key', keys.work);
    assertKeyInHeaderOnly(other(), 'authorization', `Bearer ${keys.other}`);
    assert.equal(collector().requests.length, 0);
  });

  it('is logged by host, status and time, without prompts, replies and pictures', async () => {
    const conversation = await describeImage(editor(), picture);
    await conversation.finished('1280 × 860');
    for (const [behaviour, words] of [
      [{ redirectTo: `${other().url}/v1/chat/completions` }, 'another address'],
      [{ fail: { status: 401 } }, 'The API key was refused'],
    ] as const) {
      azure().behave(behaviour);
      await conversation.followUp.fill('And you?');
      await conversation.followUp.press('Enter');
      await conversation.alert.filter({ hasText: words }).waitFor();
    }
    const log = await wholeLog(editor());
    const { host } = new URL(azure().url);
    const time = String.raw`^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} \[\w+\]`;
    const route = '/openai/v1/chat/completions';
    for (const status of ['200', '401', '307']) {
      assert.match(log, new RegExp(`${time} POST ${host}${route} → ${status} in \\d+ ms`, 'm'));
    }
    assert.match(log, new RegExp(`${time} The reply ended after \\d+ ms\\.$`, 'm'));
    const bytes = await readFile(path.join(workspace(), picture));
    const contents = ['HOSTILE', 'And you', 'You asked', 'The end.', 'The key', 'base64'];
    for (const content of [...contents, bytes.toString('base64', 0, 60)]) {
      assert.ok(!log.includes(content), `${content} is in the log`);
    }
    assert.ok(azure().requests.some(({ body }) => body.includes(bytes.toString('base64', 0, 60))));
  });
});

/** Every request carries the key in that header, no other key, and no key elsewhere. */
function assertKeyInHeaderOnly({ requests }: Emulator, header: string, value: string): void {
  assert.ok(requests.length > 0);
  for (const { headers, path, body } of requests) {
    assert.equal(headers[header], value);
    const rest = JSON.stringify([path, body, { ...headers, [header]: undefined }]);
    assert.ok(!Object.values(keys).some((key) => rest.includes(key)));
  }
}

describe('an untrusted workspace', function () {
  this.timeout(120_000);
  const azure = useEmulator({ kind: 'azure', key: keys.work });
  const collector = useEmulator({ kind: 'openai', models: ['collector'] });
  const workspace = useHostileWorkspace(collector);
  const editor = useEditor(() => ({
    workspace: workspace(),
    settings: {
      'sightline.connections': [
        { name: 'work', provider: 'azure', endpoint: azure().url, deployment: 'gpt-5.4' },
      ],
    },
    fresh: {
      trust: false,
      env: { AZURE_OPENAI_ENDPOINT: azure().url, AZURE_OPENAI_API_KEY: keys.work },
    },
  }));

  it('has the commands, with the connection and the prompts of the machine', async () => {
    const { page, workbench } = editor();
    await page.getByRole('button', { name: 'Restricted Mode' }).waitFor();
    const conversation = await describeImage(editor(), picture);
    await conversation.finished('1280 × 860');
    await conversation.text(`gpt-5.4 at ${new URL(azure().url).host}`).waitFor();
    await conversation.command('Describe Image').waitFor();
    await workbench.screenshot('untrusted');
    for (const labels of [
      ['Generate Alt Text'],
      ['Sightline', 'Review UI Mockup'],
      ['Sightline', 'Read Text in Image'],
    ]) {
      await workbench.explorer.choose(picture, ...labels);
      await azure().nextRequest(({ body }) => !body.includes(describePrompt));
    }
    const [request] = azure().requests;
    assert.ok(request);
    assert.equal(promptOf(request), describePrompt);
    for (const request of azure().requests) {
      assert.equal(bodyOf(request).messages[0]?.content, systemPrompt);
      assert.doesNotMatch(request.body, /HOSTILE/);
    }
    assert.equal(azure().requests.length, 4);
    assert.equal(collector().requests.length, 0);
  });
});
