import type { EmulatorOptions, Quirk } from '../../support/emulator';
import type { Server } from './servers';

/** What a model or server refuses of a request that others take. */
export interface QuirkCase {
  readonly name: string;
  readonly quirk?: Quirk;
  /** What it refuses, as `sentAt` names it. */
  readonly refuses?: string;
  /** It is a reasoning model, by its name. */
  readonly reasons?: true;
}

export const quirks: readonly QuirkCase[] = [
  { name: 'none' },
  { name: 'max_tokens', quirk: 'noMaxTokens', refuses: 'max_tokens' },
  {
    name: 'max_completion_tokens',
    quirk: 'noMaxCompletionTokens',
    refuses: 'max_completion_tokens',
  },
  { name: 'temperature', quirk: 'noTemperature', refuses: 'temperature' },
  { name: 'stream_options', quirk: 'noStreamOptions', refuses: 'stream_options' },
  { name: 'detail', quirk: 'noDetail', refuses: 'detail' },
  { name: 'developer role', quirk: 'noDeveloperRole', refuses: 'developer', reasons: true },
  { name: 'system role', quirk: 'noSystemRole', refuses: 'system' },
];

/** How often a first question is refused, until all that the server does not take is left out. */
export function refusalsBefore(server: Server, { refuses, reasons }: QuirkCase): number {
  const isRefused = (part: string): boolean =>
    part === refuses || (server.unknown ?? []).includes(part);
  // A name for the limit that is refused gives way to the other one, and that to none.
  const limits = ['max_completion_tokens', 'max_tokens'];
  const [first, other] = reasons || server.limit === limits[0] ? limits : limits.reverse();
  const limit = !isRefused(first ?? '') ? 0 : !isRefused(other ?? '') ? 1 : 2;
  const sent = [
    ...(server.streamOptions ? ['stream_options'] : []),
    'detail',
    reasons && server.developer ? 'developer' : 'system',
  ];
  return limit + sent.filter(isRefused).length;
}

/** The deployment for a case, by a name that no other case has, and the emulator's rules for it. */
export function deploymentOf(
  { kind, developer }: Server,
  { quirk, reasons }: QuirkCase,
  id: number,
): { name: string; options: EmulatorOptions } {
  const name = reasons ? `o3-${id}` : `gpt-4o-${id}`;
  const known = reasons && developer ? { reasoning: [name] } : {};
  const names = { deployments: [name], models: [name], ...known };
  return { name, options: { kind, ...names, ...(quirk && { quirks: [quirk] }) } };
}
