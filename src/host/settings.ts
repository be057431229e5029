import * as vscode from 'vscode';
import { rulesFrom } from '../core/altText/customRules';
import { longDescriptionForms, type LongDescriptionForm } from '../core/altText/longDescription';
import { languageOf } from '../core/altText/repository';
import { styleNames, type StyleChoice, type StyleName } from '../core/altText/style';
import type { Connection } from '../core/connections/connection';
import type { Preset } from '../core/conversation/prompts';
import { details, type Detail } from '../core/images/detail';
import { groundings, type Grounding } from '../core/places/foundText';
import { savedConnection } from '../providers/endpoints/savedConnection';

/** The settings as they are now, for a resource where one is given. */
export interface Settings {
  readonly connections: readonly Connection[];
  /** Names of items of `sightline.connections` that lack a field, or have one that is not understood. */
  readonly brokenConnections: readonly string[];
  readonly connection: string;
  readonly detail: Detail;
  readonly maxOutputTokens: number;
  /** Seconds without a byte after which a reply that has begun is given up. */
  readonly stallTimeout: number;
  /** A request of more estimated tokens is shown before it is sent. */
  readonly confirmTokens: number;
  readonly tallImages: TallImages;
  /** Whether a model that tells places looks at each a second time, enlarged. */
  readonly looksTwice: boolean;
  /** Whether the text that the reader finds on images goes along with questions. */
  readonly textGrounding: Grounding;
  /** As it was written: what reads prices is loaded when it is needed. */
  readonly prices: unknown;
  readonly systemPrompt: string;
  readonly describePrompt: string;
  readonly prompts: readonly Preset[];
  readonly replyLanguage: string;
  readonly altText: AltTextSettings;
  /** What the offline text reader reads beside English, and a folder with data for that or an empty text. */
  readonly readText: { readonly languages: readonly string[]; readonly languageFolder: string };
  /** Whether conversations are kept, how many at most, and for how many days. */
  readonly history: {
    readonly isKept: boolean;
    readonly conversations: number;
    readonly days: number;
  };
}

/** How alt text is written, and what is done with it. */
export interface AltTextSettings extends StyleChoice {
  readonly style: StyleName;
  /** A language's name or tag; `auto` is that of the document. */
  readonly language: string;
  readonly longDescription: LongDescriptionForm;
  /** The folder that paths with a leading slash begin in, from the workspace folder; empty for that folder. */
  readonly siteRoot: string;
  /** Whether images without alt text are marked in the editor. */
  readonly diagnostics: boolean;
}

/** Whether tall images with small text are cut into parts. */
export type TallImages = 'ask' | 'cut' | 'never';

const tallImages: ReadonlyMap<string, TallImages> = new Map([
  ['ask', 'ask'],
  ['always', 'cut'],
  ['never', 'never'],
]);

const section = 'sightline';

/** Reads all settings; wrong values fall back to their defaults. The only caller of getConfiguration. */
export function readSettings(resource?: vscode.Uri): Settings {
  const configuration = vscode.workspace.getConfiguration(section, resource ?? null);
  const items = readList(configuration, 'connections');
  const detail = configuration.get<unknown>('detail');
  return {
    connections: items.flatMap((item) => savedConnection(item) ?? []),
    brokenConnections: items.filter((item) => !savedConnection(item)).map(nameOf),
    connection: textOf(configuration, 'connection'),
    detail: details.find((known) => known === detail) ?? 'auto',
    maxOutputTokens: Math.round(readNumber(configuration, 'maxOutputTokens', 1) ?? 1000),
    stallTimeout: readNumber(configuration, 'stallTimeout', 1) ?? 30,
    confirmTokens: readNumber(configuration, 'confirmTokens', 0) ?? 50_000,
    tallImages: tallImages.get(textOf(configuration, 'tallImages')) ?? 'ask',
    textGrounding:
      groundings.find((known) => known === textOf(configuration, 'textGrounding')) ?? 'off',
    looksTwice: configuration.get<unknown>('places.lookTwice') === true,
    prices: configuration.get<unknown>('prices'),
    systemPrompt: textOf(configuration, 'systemPrompt'),
    describePrompt: textOf(configuration, 'describePrompt'),
    prompts: readList(configuration, 'prompts').filter(isPreset),
    replyLanguage: textOf(configuration, 'replyLanguage'),
    altText: readAltText(configuration),
    readText: {
      languages: readList(configuration, 'readText.languages').filter(
        (item) => typeof item === 'string',
      ),
      languageFolder: textOf(configuration, 'readText.languageFolder').trim(),
    },
    history: {
      isKept: configuration.get<unknown>('history.enabled') !== false,
      conversations: readNumber(configuration, 'history.conversations', 1) ?? 200,
      days: readNumber(configuration, 'history.days', 1) ?? 90,
    },
  };
}

function readAltText(configuration: vscode.WorkspaceConfiguration): AltTextSettings {
  const style = configuration.get<unknown>('altText.style');
  const form = configuration.get<unknown>('altText.longDescription');
  return {
    style: styleNames.find((known) => known === style) ?? 'w3c',
    rules: rulesFrom(configuration.get<unknown>('altText.rules')).rules,
    language: languageOf(configuration.get<unknown>('altText.language')) ?? 'auto',
    longDescription: longDescriptionForms.find((known) => known === form) ?? 'off',
    siteRoot: textOf(configuration, 'altText.siteRoot').trim(),
    diagnostics: configuration.get<unknown>('altText.diagnostics') === true,
  };
}

/** Where VS Code copies files that are pasted into Markdown: globs of documents, each with a destination. */
export function copyDestinations(
  resource: vscode.Uri,
): readonly { readonly glob: string; readonly destination: string }[] {
  const configuration = vscode.workspace.getConfiguration('markdown', resource);
  const found = configuration.get<unknown>('copyFiles.destination');
  const entries: [string, unknown][] =
    typeof found === 'object' && found !== null ? Object.entries(found) : [];
  return entries.flatMap(([glob, destination]) =>
    typeof destination === 'string' ? [{ glob, destination }] : [],
  );
}

/** Adds a connection, or replaces the one of the same name, and puts it in use. */
export async function saveConnection(connection: Connection): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(section);
  const others = readList(configuration, 'connections').filter(
    (item) => nameOf(item) !== connection.name,
  );
  await configuration.update(
    'connections',
    [...others, connection],
    vscode.ConfigurationTarget.Global,
  );
  await useConnection(connection.name);
}

/** Puts a connection in use by its name. */
export async function useConnection(name: string): Promise<void> {
  await vscode.workspace
    .getConfiguration(section)
    .update('connection', name, vscode.ConfigurationTarget.Global);
}

/** Settings files are written by hand: a value of another type gives way to the manifest's default. */
function textOf(configuration: vscode.WorkspaceConfiguration, name: string): string {
  const value = configuration.get<unknown>(name);
  return typeof value === 'string'
    ? value
    : (configuration.inspect<string>(name)?.defaultValue ?? '');
}

function readNumber(
  configuration: vscode.WorkspaceConfiguration,
  name: string,
  least: number,
): number | undefined {
  const value = configuration.get<unknown>(name);
  return typeof value === 'number' && value >= least ? value : undefined;
}

function readList(configuration: vscode.WorkspaceConfiguration, name: string): readonly unknown[] {
  const value = configuration.get<unknown>(name);
  return Array.isArray(value)
    ? (value as unknown[])
    : (configuration.inspect<unknown[]>(name)?.defaultValue ?? []);
}

function nameOf(item: unknown): string {
  const name = typeof item === 'object' && item !== null && 'name' in item ? item.name : '';
  return typeof name === 'string' ? name : '';
}

function isPreset(item: unknown): item is Preset {
  return (
    typeof item === 'object' &&
    item !== null &&
    'label' in item &&
    'prompt' in item &&
    typeof item.label === 'string' &&
    typeof item.prompt === 'string' &&
    item.prompt.trim() !== ''
  );
}
