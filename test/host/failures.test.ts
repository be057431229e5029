import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Connection } from '../../src/core/connections/connection';
import type { Image } from '../../src/core/images/images';
import { readImageFile } from '../../src/host/images/imageFiles';
import { usualPatience } from '../../src/providers';
import { startEmulator, type Emulator } from '../support/emulator';
import { Asker, networkLedTo } from './answerTable/ask';
import { passingFailures } from './passingFailures';
import { sightline } from './sightline';

const key = 'sk-f00dfeedf00dfeedf00dfeedf00dfeed';
const host = 'contoso.openai.azure.com';
const work: Connection = {
  name: 'work',
  provider: 'azure',
  endpoint: `https://${host}`,
  deployment: 'gpt-5.4',
};

describe('the card of a failure that may pass', () => {
  let uri: vscode.Uri;
  let image: Image;
  let emulator: Emulator;
  before(async () => {
    uri = vscode.Uri.joinPath(sightline().extensionUri, 'test/workspaces/hostile/two words.png');
    image = await readImageFile(uri, new AbortController().signal);
    emulator = await startEmulator({ kind: 'azure', key });
  });
  afterEach(() => emulator.behave({}));
  after(() => emulator.close());

  for (const { name, behaviour, title, detail, buttons, kept } of passingFailures) {
    it(`tells of ${name}, and Retry asks again`, async () => {
      const network = networkLedTo(work.endpoint, () => emulator.url, key);
      const patience = { ...usualPatience, tries: 2, backOff: 2 };
      const asker = new Asker(work, network, image, patience, uri);
      emulator.behave(behaviour);
      const { view } = await asker.ask('Describe this image.');
      assert.equal(view?.error?.title, title);
      assert.match(view.error.detail.replaceAll(host, 'HOST'), detail);
      assert.deepEqual(
        view.error.actions.map(({ label }) => label),
        buttons,
      );
      assert.match(view.reply, kept ?? /^$/);

      emulator.behave({});
      const { length } = emulator.requests;
      const again = await asker.retry(0);
      assert.equal(again.view?.error, undefined);
      assert.match(again.view?.reply ?? '', /160 × 103/);
      assert.equal(emulator.requests.length, length + 1);
    });
  }
});
