import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { userSettings } from '../support/editor/settings';
import { demoWorkspace, out, root } from '../support/paths';
import { pictures, wordsOf } from '../support/pictures';
import { packageExtension, packedFiles, type PackedFile } from '../support/vsix';
import { foundShare } from '../unit/imaging/words';
import { useEditor, useEmulator } from './support/connectionsStage';
import { Conversation } from './support/conversation';

const megabyte = 1024 * 1024;

/** What may be in the package; vsce renames texts that the marketplace shows. */
const allowed = [
  /^package(\.nls)?\.json$/,
  /^(readme|changelog)\.md$/,
  /^LICENSE\.txt$/,
  /^dist\//,
  /^l10n\/bundle\.l10n(\.[\w-]+)?\.json$/,
  /^media\/icon\.png$/,
  /^media\/readme\/[\w-]+\.png$/,
  /^media\/walkthrough\/\w+\.md$/,
];

/** What may not be there, wherever it is; the program for the command line is in the npm package. */
const forbidden =
  /\.(map|node|tsx?|vsix)$|^dist\/cli\.|(^|\/)(test|src|node_modules|\.[^/]*)(\/|$)/;

/** The pictures that the page of the installed extension shows. */
function readmePictures(): string[] {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  const found = [...readme.matchAll(/\((media\/readme\/[\w-]+\.png)\)/g)];
  assert.ok(found.length >= 4);
  return found.map(([, name = '']) => name);
}

describe('The package', function () {
  this.timeout(120_000);
  let vsix: string;
  let files: PackedFile[];

  before(async () => {
    ({ vsix } = await packageExtension(path.join(out, 'package')));
    files = await packedFiles(vsix);
  });

  it('is at most 28 MB with all that it needs inside', async () => {
    const { size } = await stat(vsix);
    assert.ok(size <= 28 * megabyte, `${(size / megabyte).toFixed(2)} MB`);
  });

  it('holds the built extension and its texts, and nothing else', () => {
    const names = files.map(({ name }) => name);
    const others = names.filter((name) => !allowed.some((pattern) => pattern.test(name)));
    assert.deepEqual(others, []);
    assert.deepEqual(
      names.filter((name) => forbidden.test(name)),
      [],
    );
    for (const name of [
      ...readmePictures(),
      'package.json',
      'package.nls.json',
      'readme.md',
      'changelog.md',
      'LICENSE.txt',
      'l10n/bundle.l10n.json',
      'media/icon.png',
      'dist/extension.js',
      'dist/providers.js',
      'dist/imaging.js',
      'dist/features-connections-connectionCommands.js',
      'dist/host-conversation.js',
      'dist/host-images-download.js',
      'dist/host-connections-languageModels.js',
      'dist/webview.js',
      'dist/panel.css',
      'dist/eng.traineddata.gz',
    ]) {
      assert.ok(names.includes(name), `${name} is missing`);
    }
  });

  describe('installed in an editor', () => {
    const key = 'key-of-the-emulated-resource';
    const emulator = useEmulator({ kind: 'azure', key });
    const editor = useEditor(() => ({
      workspace: demoWorkspace,
      fresh: {
        extension: { vsix },
        // Without a deployment this is no connection yet.
        env: { AZURE_OPENAI_ENDPOINT: emulator().url, AZURE_OPENAI_API_KEY: key },
      },
    }));

    it('is the production build', async () => {
      const folder = path.join(editor().dataDir, '..', '.vscode-extensions');
      const name = (await readdir(folder)).find((entry) => entry.startsWith('sightline.'));
      assert.ok(name, 'it is not installed');
      const entry = await readFile(path.join(folder, name, 'dist', 'extension.js'), 'utf8');
      assert.doesNotMatch(entry, /sourceMappingURL/);
      assert.ok(entry.length <= 60 * 1024, `${entry.length} bytes`);
    });

    it('reads the text of an image offline', async () => {
      const picture = pictures.find(({ page }) => page === 'login-mockup');
      assert.ok(picture);
      await editor().workbench.explorer.choose(`screenshots/${picture.file}`, 'Describe Image');
      const conversation = new Conversation(await editor().workbench.panel());
      await conversation.finished('Main colours');
      const text = await conversation.reply.locator('pre code').innerText();
      const { share, missing } = foundShare(await wordsOf(picture), text);
      assert.ok(share >= 0.9, `${share}; not found: ${missing.join(' ')}`);
      assert.equal(emulator().requests.length, 0);
    });

    it('describes an image with a deployment', async () => {
      const { driver, workbench } = editor();
      await driver.configure(
        userSettings('dark', {
          'sightline.connections': [
            { name: 'Work', provider: 'azure', endpoint: emulator().url, deployment: 'gpt-5.4' },
          ],
        }),
      );
      const request = emulator().nextRequest();
      await workbench.explorer.choose('screenshots/phone.png', 'Describe Image');
      const conversation = new Conversation(await workbench.panel('Describe: phone.png'));
      await conversation.finished('Seen by the emulator');
      const [image] = (await request).images;
      assert.deepEqual([image?.type, image?.width, image?.height], ['image/webp', 946, 2048]);
      await workbench.screenshot('vsix');
    });
  });
});
