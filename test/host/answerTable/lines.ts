import type { TurnView } from '../../../src/protocol/conversation';
import type { Seen } from './ask';

/** One line of the table: server, quirk, failure, requests of both questions, what the user sees. */
export type Line = readonly [string, string, string, string, string];

const head: Line = ['server', 'refused', 'failure', 'requests', 'what the user sees'];

/** What the user sees of a question in a line of text. */
export function wordsOf({ view, countdowns }: Seen): string {
  const waits = countdowns === 0 ? [] : [`${countdowns}× “Trying again in …”`];
  return [...waits, ...(view === undefined ? [] : partsOf(view))].join(' | ') || 'NOTHING';
}

function partsOf({ reply, notices, error }: TurnView): string[] {
  const buttons = (actions: TurnView['actions']): string =>
    actions.map(({ label }) => ` [${label}]`).join('');
  return [
    ...(reply === '' ? [] : [`“${shortened(reply)}”`]),
    ...notices.map(({ text, actions }) => text + buttons(actions)),
    ...(error ? [`${error.title}. ${firstSentence(error.detail)}${buttons(error.actions)}`] : []),
  ];
}

/** The table with its columns aligned. */
export function aligned(lines: readonly Line[]): string[] {
  const all = [head, ...lines];
  const widths = head.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  return all.map((line) =>
    line.map((cell, column) => (column < 4 ? cell.padEnd(widths[column] ?? 0) : cell)).join('  '),
  );
}

/** The first words and the last: whether a reply is whole shows at its end. */
function shortened(reply: string): string {
  const line = reply.replace(/\s+/g, ' ').trim();
  return line.length <= 48 ? line : `${line.slice(0, 24).trim()} … ${line.slice(-20).trim()}`;
}

function firstSentence(text: string): string {
  return /^.*?[.?](?=\s[A-Z]|$)/.exec(text)?.[0] ?? text;
}
