import * as vscode from 'vscode';
import { loadDocuments } from '../../../host/chunks';
import { imageName } from '../../../host/images/imageAddress';
import type { Services } from '../../../host/services';
import { editsFor, leftText, type PlaceEdit } from '../../../host/documents/edits';
import { withProgress } from './here';
import { placesIn, type Place } from '../../../host/documents/place';
import { documentText } from '../../../host/documents/text';
import { imageOf } from '../../../host/documents/image';
import { ruleText } from '../../../host/documents/ruleText';
import { changeBy, suggest, type Suggestion } from '../../../host/documents/suggest';

/** Documents with images that are looked into. */
const documents =
  '**/*.{md,markdown,mdx,qmd,Rmd,rmd,html,htm,vue,svelte,astro,jsx,tsx,adoc,asciidoc,rst,ipynb}';
const mostDocuments = 20_000;
/** So many requests go out at a time. */
const atATime = 3;

/** The places of the workspace that show an image, by the documents as they are in the editor or on disk. */
export async function placesOf(image: vscode.Uri, signal: AbortSignal): Promise<Place[]> {
  const source = new vscode.CancellationTokenSource();
  signal.addEventListener('abort', () => source.cancel(), { once: true });
  const uris = await vscode.workspace.findFiles(
    documents,
    '**/{node_modules,.git}/**',
    mostDocuments,
    source.token,
  );
  const found: Place[] = [];
  for (const uri of uris.sort((a, b) => a.path.localeCompare(b.path))) {
    if (signal.aborted) {
      break;
    }
    found.push(...(await placesInFile(uri, image)));
  }
  return found;
}

async function placesInFile(uri: vscode.Uri, image: vscode.Uri): Promise<Place[]> {
  if (uri.scheme !== image.scheme || uri.authority !== image.authority) {
    return [];
  }
  const text = await documentText(uri);
  const name = imageName(image);
  if (text === undefined || !mentions(text, name)) {
    return [];
  }
  const languageId =
    vscode.workspace.textDocuments.find((open) => String(open.uri) === String(uri))?.languageId ??
    '';
  const places = await placesIn(uri, languageId, text);
  const shown: Place[] = [];
  for (const place of places.filter(({ reference: { target } }) => mayMean(target, name))) {
    // Several files may be meant by a target: it shows the first that is there.
    const found = await imageOf(place);
    if ('address' in found && String(found.address) === String(image)) {
      shown.push(place);
    }
  }
  return shown;
}

/** Whether a text may show a file of that name, as it is or encoded. */
function mentions(text: string, name: string): boolean {
  return text.includes(name) || /%[\da-f]{2}|&/i.test(text);
}

function mayMean(target: string, name: string): boolean {
  if (target.includes(name)) {
    return true;
  }
  try {
    return decodeURIComponent(target).includes(name);
  } catch {
    return false; // With a stray percent sign, it is as it is written.
  }
}

/** Places that one text serves: the image has the same role there, in the same language. */
async function grouped(places: readonly Place[]): Promise<Place[][]> {
  const { surroundingsIn } = await loadDocuments();
  const groups = new Map<string, Place[]>();
  // Each document is read once for all of its places, which come one after the other.
  let read: { readonly of: vscode.Uri; readonly at: ReturnType<typeof surroundingsIn> } | undefined;
  for (const place of places) {
    const { reference, text, languageId, uri } = place;
    const { role, linkTarget = '', caption = '' } = reference;
    read = read?.of === uri ? read : { of: uri, at: surroundingsIn(text, languageId) };
    const { language = '' } = read.at(reference);
    const key = JSON.stringify([role, linkTarget, caption, language]);
    groups.set(key, [...(groups.get(key) ?? []), place]);
  }
  return [...groups.values()];
}

interface Answered {
  readonly places: readonly Place[];
  readonly suggestion: Suggestion;
}

/** Asks for the texts of an image in all places that show it, once for each role. */
export async function askEverywhere(
  services: Services,
  image: vscode.Uri,
  places: readonly Place[],
): Promise<readonly Answered[]> {
  const groups = await grouped(places.filter(({ reference }) => !reference.computed));
  const title = vscode.l10n.t('Writing the alt text of {0}…', imageName(image));
  return withProgress(title, async (signal, progress) => {
    const waiting = [...groups];
    const found: Answered[] = [];
    let done = 0;
    const work = async (): Promise<void> => {
      for (let group = waiting.shift(); group && !signal.aborted; group = waiting.shift()) {
        const [place] = group;
        const suggestion =
          place &&
          (await suggest(
            (...start) => services.conversations.quiet(...start),
            { address: image, place },
            signal,
          ));
        if (suggestion && typeof suggestion !== 'string') {
          found.push({ places: group, suggestion });
        }
        done++;
        progress.report({ message: vscode.l10n.t('{0} of {1}', done, groups.length) });
      }
    };
    await Promise.all(Array.from({ length: atATime }, work));
    return found;
  });
}

/** Has the user say which changes are made, and makes them in one step. */
export type Review = (edit: vscode.WorkspaceEdit) => PromiseLike<boolean>;

/** In VS Code's own preview, where nothing is ticked to begin with. */
const reviewed: Review = (edit) => vscode.workspace.applyEdit(edit, { isRefactoring: true });

/**
 * Has the user review the changes of `all` places that show an image before any is made. Resolves when the
 * preview is done with.
 */
export async function writeEverywhere(
  services: Services,
  { name, answers, all }: { name: string; answers: readonly Answered[]; all: number },
  review: Review = reviewed,
): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const left = new Map<string, string>();
  let changed = 0;
  for (const { places, suggestion } of answers) {
    for (const place of places) {
      const change =
        suggestion.text === '' ? ({ decorative: true } as const) : changeBy(suggestion, place);
      const found = await editsFor(place, change);
      if (typeof found !== 'string') {
        changed++;
        add(edit, found.edits, name);
        if (found.left !== undefined) {
          left.set(vscode.workspace.asRelativePath(place.uri), found.left);
        }
      }
    }
  }
  const broken = answers.flatMap(({ suggestion }) => suggestion.broken);
  if (broken.length > 0) {
    const rules = [...new Set(broken.map(ruleText))].join(' ');
    void services.quickInput.showWarningMessage(
      vscode.l10n.t('The alt text of {0} breaks the house style: {1}', name, rules),
      {},
    );
  }
  if (edit.size > 0) {
    const words = vscode.l10n.t('Tick the alt texts to write, and choose Apply.');
    void services.quickInput.showInformationMessage(words, {});
    await review(edit);
  }
  if (left.size > 0) {
    void tellLeft(services, name, left);
  }
  if (changed < all) {
    void services.quickInput.showWarningMessage(
      vscode.l10n.t(
        '{0} of {1} places that show {2} are left as they are.',
        all - changed,
        all,
        name,
      ),
      {},
    );
  }
}

/** Long descriptions, by document, that have no place in their markup can be taken along. */
async function tellLeft(
  { quickInput }: Services,
  name: string,
  left: ReadonlyMap<string, string>,
): Promise<void> {
  const copy = vscode.l10n.t('Copy Long Description');
  const words = leftText([...left.keys()].join(', '), name);
  if ((await quickInput.showInformationMessage(words, {}, copy)) === copy) {
    await vscode.env.clipboard.writeText([...new Set(left.values())].join('\n\n'));
  }
}

function add(edit: vscode.WorkspaceEdit, edits: readonly PlaceEdit[], name: string): void {
  const label = vscode.l10n.t('Alt text');
  for (const { document, range, text } of edits) {
    edit.replace(document.uri, range, text, { needsConfirmation: true, label, description: name });
  }
}
