import assert from 'node:assert/strict';
import type { Behaviour } from '../support/emulator';
import type { Asked } from './asked';
import type { Fault } from './faults';
import type { Answer } from './servers';
import { verbs } from './stage';

const stalled: Behaviour = { stream: 'stall' };
const slow: Behaviour = { stream: 'slow', delayMs: 40 };
const busy: Behaviour = { fail: { status: 429, times: 1, retryAfter: '1' } };
const busyForLong: Behaviour = { fail: { status: 429, times: 1, retryAfter: '100' } };

/** Waits until the panel shows all that a server has sent that went silent in the middle. */
async function silence(asked: Asked): Promise<Answer> {
  const answer = await asked.answer();
  await asked.shows(answer.half, true);
  return answer;
}

/** Waits until the panel tells of the next try. */
async function waiting(asked: Asked): Promise<Answer> {
  const answer = await asked.answer();
  await (await asked.section()).getByText('Trying again in', { exact: false }).waitFor();
  return answer;
}

/** Goes on with what was interrupted, or asks it again where nothing had come. */
async function goOn(asked: Asked): Promise<void> {
  const { stage, chat, turn } = asked;
  if (!asked.agreed.has(stage.using)) {
    return;
  }
  stage.server.behave({}, 12);
  const again = chat.turns[turn]?.text === '' ? asked.retry() : asked.continued();
  await (await again).whole();
}

/** Closes the panel, finds the conversation in the history where there is anything to find, and goes on. */
async function closePanel(asked: Asked, then: () => Promise<unknown>): Promise<void> {
  const { stage, chat, turn } = asked;
  await stage.close(chat);
  await then();
  if (chat.turns.some(({ text }) => text !== '') && stage.random.chance(0.6)) {
    await stage.reopen(chat);
    const shown = chat.turns[turn]?.text;
    await asked.isKept('interrupted', (text) => text === shown);
    await goOn(asked);
  }
}

/** What a user does in the middle of a reply. */
export const interruptions: readonly Fault[] = [
  {
    name: 'silence, then Stop',
    weight: 4,
    behaviour: stalled,
    async happen(asked) {
      const answer = await silence(asked);
      await asked.stop();
      await asked.server.closed(answer);
      await asked.ended('stopped', answer.half);
    },
  },
  {
    name: 'Stop before the next try',
    weight: 1,
    behaviour: busyForLong,
    async happen(asked) {
      await waiting(asked);
      await asked.stop();
      await asked.ended('stopped', '');
    },
  },
  {
    name: 'the panel closed in silence',
    weight: 3,
    behaviour: stalled,
    async happen(asked) {
      const answer = await silence(asked);
      await closePanel(asked, async () => {
        await asked.server.closed(answer);
        await asked.isKept('interrupted', (text) => text === answer.half);
      });
    },
  },
  {
    name: 'the panel closed in mid-stream',
    weight: 3,
    behaviour: slow,
    words: 60,
    async happen(asked) {
      const answer = await asked.answer();
      const seen = await asked.begun();
      await closePanel(asked, async () => {
        await asked.server.closed(answer);
        await asked.isKept('interrupted', isBetween(seen, answer.text), answer.text);
      });
    },
  },
  {
    name: 'the panel closed before the next try',
    weight: 1,
    behaviour: busyForLong,
    async happen(asked) {
      await waiting(asked);
      await closePanel(asked, () => asked.isKept('interrupted', (text) => text === ''));
    },
  },
  {
    name: 'the connection changed in mid-stream',
    weight: 3,
    behaviour: slow,
    words: 20,
    async happen(asked) {
      const { text } = await asked.answer();
      await asked.begun();
      await asked.stage.use(asked.server.name === 'agreed' ? 'asked' : 'agreed');
      await asked.ended('done', text);
    },
  },
  {
    name: 'the connection changed before the next try',
    weight: 2,
    behaviour: busy,
    async happen(asked) {
      await asked.answer();
      await asked.stage.use(asked.server.name === 'agreed' ? 'asked' : 'agreed');
      await asked.whole();
    },
  },
  {
    name: 'another command in silence',
    weight: 3,
    behaviour: stalled,
    async happen(asked) {
      const { stage, chat } = asked;
      const { half } = await silence(asked);
      if (stage.using !== asked.server.name) {
        await asked.stop();
        await asked.ended('stopped', half);
        return;
      }
      asked.server.behave({}, 12);
      const others = verbs.filter(({ title }) => !chat.title.startsWith(title));
      const other = await stage.command(chat.image, stage.random.pick(others), true);
      await other.whole();
      await asked.shows(half, true);
      await asked.stop();
      await asked.ended('stopped', half);
      await stage.close(stage.random.pick([chat, other.chat]));
    },
  },
  {
    name: 'the same command in silence',
    weight: 1,
    behaviour: stalled,
    async happen(asked) {
      const { stage, chat, turn } = asked;
      const { half } = await silence(asked);
      const verb = verbs.find(({ prompt }) => prompt === chat.turns[turn]?.question);
      if (verb && turn === chat.turns.length - 1) {
        await stage.start(chat.image, verb);
      }
      await asked.stop();
      await asked.ended('stopped', half);
    },
  },
  {
    name: 'the window reloaded in silence',
    weight: 1,
    behaviour: stalled,
    reloads: true,
    async happen(asked) {
      const { half } = await silence(asked);
      await reload(asked, (text) => text === half);
    },
  },
  {
    name: 'the window reloaded in mid-stream',
    weight: 1,
    behaviour: slow,
    words: 100,
    reloads: true,
    async happen(asked) {
      const { text } = await asked.answer();
      await reload(asked, isBetween(await asked.begun(), text));
    },
  },
  {
    name: 'the window reloaded before the next try',
    weight: 1,
    behaviour: busyForLong,
    reloads: true,
    async happen(asked) {
      await waiting(asked);
      await reload(asked, (text) => text === '');
    },
  },
];

async function reload(asked: Asked, isWanted: (text: string) => boolean): Promise<void> {
  await asked.stage.reload();
  const text = await asked.isKept('interrupted', isWanted);
  await asked.shows(text, false);
  await goOn(asked);
}

/** True for a beginning of `whole` that has all of what was on show. */
function isBetween(seen: string, whole: string): (text: string) => boolean {
  assert.ok(whole.startsWith(seen), 'what is on show has come');
  return (text) => whole.startsWith(text) && text.startsWith(seen);
}
