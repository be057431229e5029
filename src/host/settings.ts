import * as vscode from 'vscode';
import { parseConnection, type Connection } from '../core/connection';
import type { Preset } from '../core/prompts';
import { details, type Detail } from '../core/request';

/** The settings as they are now, for a resource where one is given. */
export interface Settings {
  readonly connections: readonly Connection[];
  /** Names of items of `sightline.connections` that lack a field or have a wrong one. */
  readonly brokenConnections: readonly string[];
  readonly connection: string;
  readonly detail: Detail;
  readonly maxOutputTokens: number;
  readonly systemPrompt: string;
  readonly describePrompt: string;
  readonly prompts: readonly Preset[];
  readonly replyLanguage: string;
}

const section = 'sightline';

/** Reads all settings; wrong values fall back to their defaults. The only caller of getConfiguration. */
export function readSettings(resource?: vscode.Uri): Settings {
  const configuration = vscode.workspace.getConfiguration(section, resource ?? null);
  const items = configuration.get<unknown[]>('connections', []);
  const detail = configuration.get<string>('detail');
  const maxOutputTokens = configuration.get<number>('maxOutputTokens', 1000);
  return {
    connections: items.flatMap((item) => parseConnection(item) ?? []),
    brokenConnections: items.filter((item) => !parseConnection(item)).map(nameOf),
    connection: configuration.get('connection', ''),
    detail: details.find((known) => known === detail) ?? 'auto',
    maxOutputTokens: maxOutputTokens > 0 ? Math.round(maxOutputTokens) : 1000,
    systemPrompt: configuration.get('systemPrompt', ''),
    describePrompt: configuration.get('describePrompt', ''),
    prompts: configuration.get<unknown[]>('prompts', []).filter(isPreset),
    replyLanguage: configuration.get('replyLanguage', 'auto'),
  };
}

/** Adds a connection, or replaces the one of the same name, and puts it in use. */
export async function saveConnection(connection: Connection): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(section);
  const others = configuration
    .get<unknown[]>('connections', [])
    .filter((item) => nameOf(item) !== connection.name);
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
