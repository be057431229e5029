import * as vscode from 'vscode';
import { altTextPrompt } from '../../core/conversation/prompts';
import { askAboutImages, tabTitle } from '../../host/imageCommand';
import type { Inquiry } from '../../host/inquiry';
import type { Services } from '../../host/services';
import { readSettings } from '../../host/settings';
import type { InDocuments } from './inDocuments';

/** The languages whose images get alt texts, by VS Code's ids; the manifest activates for them. */
const documentLanguages = [
  'markdown',
  'mdx',
  'quarto',
  'rmd',
  'html',
  'vue',
  'svelte',
  'astro',
  'javascriptreact',
  'typescriptreact',
  'asciidoc',
  'restructuredtext',
];

/** Without an extension of their own, VS Code takes some of them for plain text. */
const selector = selectorOf(
  documentLanguages,
  '**/*.{mdx,qmd,Rmd,adoc,asciidoc,rst,vue,svelte,astro}',
);

/** Languages in which people paste pictures. */
const written = selectorOf(
  ['markdown', 'mdx', 'quarto', 'rmd', 'asciidoc', 'restructuredtext'],
  '**/*.{mdx,qmd,Rmd,adoc,asciidoc,rst}',
);

/** The kinds of the edits that paste or drop an image. */
const editKind = vscode.DocumentDropOrPasteEditKind.Empty.append('sightline');

/** Pictures from the clipboard or the system, and files of the Explorer. */
const arriving = ['image/*', 'text/uri-list'];

function selectorOf(languages: readonly string[], pattern: string): vscode.DocumentSelector {
  return [...languages.map((language) => ({ language })), { pattern }];
}

/**
 * Generate Alt Text, at an image of a document or for an image file, with Refine Alt Text and Mark as
 * Decorative: by command, from the light bulb and, where wanted, from diagnostics.
 */
export function registerGenerateAltText(services: Services): vscode.Disposable {
  let loaded: Promise<InDocuments> | undefined;
  const inDocuments = (): Promise<InDocuments> =>
    (loaded ??= import('./inDocuments/index').then(({ createInDocuments }) =>
      createInDocuments(services, selector),
    ));
  const diagnose = (): void => {
    if (readSettings().altText.diagnostics) {
      void inDocuments().then((all) => all.diagnose());
    }
  };
  // Reading the settings is no part of the activation.
  const looking = setTimeout(diagnose);
  return vscode.Disposable.from(
    services.jobs.register('altText', async () => (await import('./job')).altTextJob),
    services.jobs.register('altTextInDocument', async () => (await import('./job')).suggestionJob),
    vscode.commands.registerCommand(
      'sightline.generateAltText',
      async (clicked?: unknown, selected?: unknown) => {
        await trackEditor();
        if (!(await (await inDocuments()).generate(clicked))) {
          await askAboutImages(services, (uris) => inquire(uris, inDocuments), clicked, selected);
        }
      },
    ),
    vscode.commands.registerCommand('sightline.refineAltText', async (place?: unknown) => {
      await trackEditor();
      await (await inDocuments()).refine(place);
    }),
    vscode.commands.registerCommand('sightline.markAsDecorative', async (place?: unknown) =>
      (await inDocuments()).decorate(place),
    ),
    vscode.languages.registerCodeActionsProvider(
      selector,
      {
        provideCodeActions: async (document, range, context) =>
          (await inDocuments()).actions.provideCodeActions(document, range, context),
      },
      {
        providedCodeActionKinds: [
          vscode.CodeActionKind.QuickFix,
          vscode.CodeActionKind.RefactorRewrite,
        ],
      },
    ),
    vscode.languages.registerDocumentPasteEditProvider(
      written,
      {
        provideDocumentPasteEdits: async (document, ranges, transfer) =>
          (await inDocuments()).pasted.provideDocumentPasteEdits(document, ranges, transfer),
        resolveDocumentPasteEdit: async (edit) =>
          (await inDocuments()).pasted.resolveDocumentPasteEdit(edit),
      },
      { providedPasteEditKinds: [editKind], pasteMimeTypes: arriving },
    ),
    vscode.languages.registerDocumentDropEditProvider(
      written,
      {
        provideDocumentDropEdits: async (document, position, transfer) =>
          (await inDocuments()).pasted.provideDocumentDropEdits(document, position, transfer),
      },
      { providedDropEditKinds: [editKind], dropMimeTypes: arriving },
    ),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('sightline.altText.diagnostics')) {
        diagnose();
      }
    }),
    new vscode.Disposable(() => {
      clearTimeout(looking);
      void loaded?.then((all) => {
        all.dispose();
      });
    }),
  );
}

/** Insert in a panel means the editor that was used last. */
async function trackEditor(): Promise<void> {
  (await import('./job')).trackEditor();
}

/** What is asked in the panel: about images that no document of the workspace shows. */
async function inquire(
  uris: readonly vscode.Uri[],
  inDocuments: () => Promise<InDocuments>,
): Promise<Inquiry | undefined> {
  const addresses = await (await inDocuments()).generateEverywhere(uris);
  return addresses.length === 0
    ? undefined
    : {
        title: tabTitle(vscode.l10n.t('Alt text'), addresses),
        addresses,
        command: vscode.l10n.t('Generate Alt Text'),
        prompt: altTextPrompt(addresses.length),
        job: 'altText',
      };
}
