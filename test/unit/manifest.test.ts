import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { imageExtensions } from '../../src/core/images/images';
import { describePrompt, presets, systemPrompt } from '../../src/core/conversation/prompts';
import { root } from '../support/paths';

interface Manifest {
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

  const imageMenus: [menu: string, also: string][] = [
    ['explorer/context', ''],
    ['editor/title', ' && activeCustomEditorId'],
    ['editor/title/context', ''],
  ];
  for (const [menu, also] of imageMenus) {
    it(`shows all items of ${menu} on the images that it takes, and on nothing else`, () => {
      const items = contributes.menus[menu] ?? [];
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

  it('offers the same in the Explorer and on the tab of an image', () => {
    const offered = (menu: string) =>
      contributes.menus[menu]?.map(({ command, submenu }) => command ?? submenu);
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
  it('are those of the source', function () {
    this.timeout(60_000);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sightline-l10n-'));
    try {
      const tool = path.join(root, 'node_modules/@vscode/l10n-dev/dist/cli.js');
      execFileSync(process.execPath, [tool, 'export', '--outDir', folder, 'src'], { cwd: root });
      assert.deepEqual(
        JSON.parse(fs.readFileSync(path.join(folder, 'bundle.l10n.json'), 'utf8')),
        JSON.parse(read('l10n/bundle.l10n.json')),
        'run: npm run l10n',
      );
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});
