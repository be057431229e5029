import { writeFile } from 'node:fs/promises';
import { until } from '../support/editor/until';
import { textsOf } from './kept';
import { verbs, type Stage } from './stage';

/** How many conversations the last check lets the history keep. */
const few = 5;

/** Looks at the end whether all is there and nothing else happened; what is not so comes out. */
export async function finalChecks(stage: Stage): Promise<string[]> {
  const failures: string[] = [];
  for (const check of [repliesAreKept, neverIsThere, aTornFileCostsOne, historyIsBounded]) {
    try {
      failures.push(...(await check(stage)));
    } catch (error) {
      failures.push(`${check.name}: ${(error as Error).message}`);
    }
  }
  return failures;
}

async function repliesAreKept({ kept, tally }: Stage): Promise<string[]> {
  const sessions = new Map((await kept.all()).map((session) => [session.id, session]));
  const lost = tally.promises.filter(({ id, text }) => {
    const texts = textsOf(sessions.get(id)?.turns ?? []);
    return !texts.some((found) => found.includes(text));
  });
  const left = (await kept.files()).filter((name) => !name.endsWith('.json'));
  return [
    ...lost.map(({ id, text }) => `Lost from conversation ${id}: ${text}`),
    ...left.map((name) => `Left behind in the folder of conversations: ${name}`),
  ];
}

/** The server that nothing went to would have answered. */
async function neverIsThere(stage: Stage): Promise<string[]> {
  const { never } = stage.servers;
  const { total } = never;
  await stage.startAnew();
  await stage.editor.driver.configure(stage.settings('never'));
  never.behave({}, 5);
  await stage.start(stage.images[0] ?? '', verbs[0]);
  await never.next();
  return total === 0 ? [] : [`${total} requests to a server that was never agreed to.`];
}

/** Show History lists what is kept but for a file that is torn. */
async function aTornFileCostsOne(stage: Stage): Promise<string[]> {
  const { kept, editor } = stage;
  const ids = await kept.ids();
  await writeFile(kept.fileOf(ids[0] ?? ''), '{"version":1,"turns":[');
  const { quickInput } = editor.workbench;
  await editor.driver.start('sightline.showHistory');
  await quickInput.shown('Search for an image, a question or a reply');
  const row = quickInput.root.locator('.quick-input-list .monaco-list-row').first();
  const listed = Number(await row.getAttribute('aria-setsize'));
  await quickInput.escape();
  return listed === ids.length - 1
    ? []
    : [`The history lists ${listed} of ${ids.length} conversations, one of them torn.`];
}

/** With a lower limit the latest stay. */
async function historyIsBounded({ kept, editor, settings }: Stage): Promise<string[]> {
  const latest = (await kept.all()).sort((a, b) => b.changed - a.changed).slice(0, few);
  await editor.driver.configure({ ...settings('never'), 'sightline.history.conversations': few });
  await until(`${few} conversations to be left`, async () => {
    const left = await kept.all();
    return left.length === few && latest.every(({ id }) => left.some((one) => one.id === id));
  });
  return [];
}
