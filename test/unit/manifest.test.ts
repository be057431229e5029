import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { imageExtensions } from '../../src/core/images/endings';
import { describePrompt, presets, systemPrompt } from '../../src/core/conversation/prompts';
import { isDocument } from '../../src/documents/repository';
import { root } from '../support/paths';

interface Manifest {
  activationEvents: string[];
  capabilities: { untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] } };
  contributes: {
    commands: { command: string }[];
    submenus: { id: string }[];
    menus: Record<string, { command?: string; submenu?: string; when?: string }[]>;
    configuration: { properties: Record<string, { scope: string; default: unknown }> };
    walkthroughs: { steps: { completionEvents: string[]; media: { markdown: string } }[] }[];
  };
}

const text = fs.readFileSync(path.join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(text) as Manifest;
const { contributes, capabilities } = manifest;
const commands = contributes.commands.map(({ command }) => command);
const properties = contributes.configuration.properties;

function read(file: string): string {
  return fs.readFileSync(path.join(root, file), 'utf8');
}

function sources(folder: string): string {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => read(path.join(folder, file)))
    .join('\n');
}

describe('the manifest', () => {
  it('lists exactly the commands that are registered', () => {
    const registered = sources('src/features').matchAll(
      /(?:registerCommand|registerImageCommand)\(\s*'(sightline\.\w+)'|^\s+'(sightline\.\w+)',$/gm,
    );
    assert.deepEqual([...registered].map(([, a, b]) => a ?? b).sort(), commands.toSorted());
  });

  it('names only commands and submenus that exist in its menus', () => {
    const submenus = contributes.submenus.map(({ id }) => id);
    for (const items of Object.values(contributes.menus)) {
      for (const { command, submenu } of items) {
        assert.ok(command === undefined || commands.includes(command), command);
        assert.ok(submenu === undefined || submenus.includes(submenu), submenu);
      }
    }
  });

  it('offers Show History, and nothing else, in the title bar of a panel', () => {
    const ofPanels = contributes.menus['editor/title']?.filter(isOfPanels) ?? [];
    assert.deepEqual(
      ofPanels.map(({ command, when }) => [command, when]),
      [['sightline.showHistory', "activeWebviewPanelId == 'sightline.conversation'"]],
    );
  });

  const isOfPanels = ({ when = '' }: { when?: string }) => when.startsWith('activeWebviewPanelId');
  const isOfDocuments = ({ when = '' }: { when?: string }) =>
    when.startsWith('explorerResourceIsFolder');
  const ofImages = (menu: string) =>
    contributes.menus[menu]?.filter((item) => !isOfPanels(item) && !isOfDocuments(item)) ?? [];
  const imageMenus: [menu: string, also: string][] = [
    ['explorer/context', ''],
    ['editor/title', ' && activeCustomEditorId'],
    ['editor/title/context', ''],
  ];
  for (const [menu, also] of imageMenus) {
    it(`shows all items of ${menu} on the images that it takes, and on nothing else`, () => {
      const items = ofImages(menu);
      assert.ok(items.length > 0);
      for (const { when = '', command, submenu } of items) {
        const [, source = '(?!)', rest] =
          /^resourceExtname =~ \/(\^.*\$)\/i(.*)$/.exec(when) ?? assert.fail(command ?? submenu);
        assert.equal(rest, also);
        const pattern = new RegExp(source, 'i');
        for (const ending of imageExtensions) {
          assert.match(`.${ending}`, pattern);
          assert.match(`.${ending.toUpperCase()}`, pattern);
        }
        assert.doesNotMatch('.txt', pattern);
        assert.doesNotMatch('.pngx', pattern);
        assert.doesNotMatch('png', pattern);
      }
    });
  }

  it('shows what is for whole repositories on folders and documents', () => {
    const items = contributes.menus['explorer/context']?.filter(isOfDocuments) ?? [];
    assert.deepEqual(
      items.map(({ command }) => command),
      ['sightline.addMissingAltText', 'sightline.checkAltText'],
    );
    for (const { when = '' } of items) {
      const [, source = '(?!)'] = / \|\| resourceExtname =~ \/(\^.*\$)\/i$/.exec(when) ?? [];
      const pattern = new RegExp(source, 'i');
      for (const ending of ['md', 'MDX', 'adoc', 'rst', 'ipynb', 'tsx', 'html', 'qmd']) {
        assert.match(`.${ending}`, pattern);
        assert.ok(isDocument(`/docs/page.${ending}`), ending);
      }
      assert.doesNotMatch('.png', pattern);
      assert.doesNotMatch('.ts', pattern);
    }
  });

  it('offers the same in the Explorer and on the tab of an image', () => {
    const offered = (menu: string) =>
      ofImages(menu).map(({ command, submenu }) => command ?? submenu);
    for (const [menu] of imageMenus) {
      assert.deepEqual(offered(menu), offered('explorer/context'));
    }
  });

  it('has no command that people use often in a submenu', () => {
    const [first] = contributes.menus['explorer/context'] ?? [];
    assert.equal(first?.command, 'sightline.describeImage');
    const direct = contributes.menus['explorer/context']?.map(({ command }) => command) ?? [];
    assert.ok(direct.includes('sightline.askAboutImage'));
    assert.ok(direct.includes('sightline.generateAltText'));
  });

  it('offers Azure AI Vision where a connection has a resource, as VS Code puts the setting in a context key', () => {
    const { when = '' } =
      contributes.menus['sightline.image']?.find(
        ({ command }) => command === 'sightline.analyzeImage',
      ) ?? {};
    const [, source = '(?!)', flags] =
      /^config\.sightline\.connections =~ \/(.*)\/(i)$/.exec(when) ?? [];
    const pattern = new RegExp(source, flags);
    const plain = { name: 'a', provider: 'azure', endpoint: 'https://a.example', deployment: 'x' };
    const isOffered = (...connections: object[]): boolean =>
      pattern.test(JSON.stringify(connections));
    assert.ok(isOffered(plain, { ...plain, vision: { endpoint: 'https://b.example' } }));
    assert.ok(isOffered({ vision: { endpoint: ' HTTPS://b.example' }, ...plain }));
    assert.ok(!isOffered());
    assert.ok(!isOffered(plain));
    assert.ok(!isOffered({ ...plain, vision: {} }));
    assert.ok(!isOffered({ ...plain, name: '"vision":{"endpoint":"https://b.example"}' }));
  });

  it('has every text it refers to, and no other', () => {
    const nls = Object.keys(JSON.parse(read('package.nls.json')) as Record<string, string>);
    const used = [...text.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? '');
    assert.deepEqual([...new Set(used)].sort(), nls.sort());
  });

  it('has the prompts of the source as the defaults', () => {
    assert.equal(properties['sightline.describePrompt']?.default, describePrompt);
    assert.equal(properties['sightline.systemPrompt']?.default, systemPrompt);
    assert.deepEqual(properties['sightline.prompts']?.default, presets);
  });

  it('keeps endpoints out of workspace settings', () => {
    assert.equal(properties['sightline.connections']?.scope, 'machine');
    assert.equal(properties['sightline.connection']?.scope, 'machine');
  });

  it('keeps out of workspace settings what decides whether the user is asked before sending', () => {
    assert.equal(properties['sightline.confirmTokens']?.scope, 'machine');
  });

  it('is active where documents are whose language only another extension knows', () => {
    const [, endings] =
      /'(\*\*\/\*\.\{mdx,qmd[^']*)'/.exec(read('src/features/generateAltText/index.ts')) ?? [];
    assert.ok(endings);
    assert.ok(manifest.activationEvents.includes(`workspaceContains:${endings}`));
  });

  it('packs the pictures that the README shows', () => {
    const pictures = [...read('README.md').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, to]) => to);
    assert.ok(pictures.length > 0);
    const packed = read('.vscodeignore').split('\n');
    for (const picture of pictures) {
      assert.match(picture ?? '', /^media\/readme\/[\w-]+\.png$/);
      assert.ok(fs.existsSync(path.join(root, picture ?? '')), picture);
    }
    assert.ok(packed.includes('!media/readme/*.png'));
  });

  it('restricts every setting in an untrusted workspace', () => {
    assert.equal(capabilities.untrustedWorkspaces.supported, 'limited');
    assert.deepEqual(
      capabilities.untrustedWorkspaces.restrictedConfigurations.toSorted(),
      Object.keys(properties).sort(),
    );
  });

  it('completes its walkthrough steps by commands that exist', () => {
    for (const { completionEvents, media } of contributes.walkthroughs.flatMap((w) => w.steps)) {
      assert.ok(completionEvents.every((event) => commands.includes(event.split(':')[1] ?? '')));
      assert.ok(fs.existsSync(path.join(root, media.markdown)));
    }
  });
});

describe('texts for translators', () => {
  it('are those of the source', async function () {
    this.timeout(60_000);
    const { getL10nJson } = await import('@vscode/l10n-dev');
    const sources = fs
      .globSync('src/**/*.ts', { cwd: root })
      .map(read)
      .filter((source) => source.includes('l10n'));
    // The exporter takes a tenth of a second for each import, so it gets all files as one with one import.
    const own = "import * as vscode from 'vscode';\n";
    const bodies = sources.map((source) => source.replace(own, ''));
    assert.ok(bodies.every((body) => !/\bfrom 'vscode'|\brequire\('vscode'\)/.test(body)));
    const hidden = bodies.filter((body) => /\bvscode\.l10n\b(?!\.)/.test(body));
    assert.deepEqual(hidden, [], 'the exporter knows texts by `vscode.l10n.t` only');
    assert.deepEqual(
      await getL10nJson([{ extension: '.ts', contents: own + bodies.join('') }]),
      JSON.parse(read('l10n/bundle.l10n.json')),
      'run: npm run l10n',
    );
  });
});
