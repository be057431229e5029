import type { Asked } from './asked';

/** What a user does with a card that asks before something goes to a server for the first time. */
interface Choice {
  readonly name: string;
  readonly weight: number;
  readonly reloads?: boolean;
  readonly happen: (asked: Asked) => Promise<void>;
}

const refusals: readonly Choice[] = [
  {
    name: 'declined',
    weight: 3,
    async happen(asked) {
      await (await asked.stage.panel(asked.chat)).choice('Cancel').click();
      await asked.ended('declined', '');
    },
  },
  {
    name: 'left with Escape',
    weight: 1,
    async happen(asked) {
      await (await asked.stage.panel(asked.chat)).choice('Send').press('Escape');
      await asked.ended('declined', '');
    },
  },
  {
    name: 'closed with its panel',
    weight: 1,
    async happen(asked) {
      await asked.stage.close(asked.chat);
      await asked.isKept('declined', (text) => text === '');
    },
  },
  {
    name: 'gone with a reload',
    weight: 1,
    reloads: true,
    async happen(asked) {
      await asked.stage.reload();
      await asked.isKept('declined', (text) => text === '');
      await asked.shows('', false);
    },
  },
];

/** Decides about a question that stands in a card; true where it is sent. */
export async function decide(asked: Asked): Promise<boolean> {
  const { stage, chat, server } = asked;
  const { random, tally } = stage;
  const card = await stage.panel(chat);
  await card.choice('Send').waitFor();
  await card.frame
    .getByText(`This goes to ${server.host} when you send it.`, { exact: true })
    .waitFor();
  if (server.name !== 'never' && random.chance(0.6)) {
    if (random.chance(0.2)) {
      // What was asked is whether it may go to the server of the card.
      await stage.use('agreed');
      tally.count('card: sent after the connection was changed');
    } else {
      tally.count('card: sent');
    }
    await card.choice('Send').click();
    asked.agreed.add(server.name);
    return true;
  }
  const choice = random.weighted(
    refusals.filter(({ reloads }) => reloads !== true || stage.mayReload),
  );
  tally.count(`card: ${choice.name}`);
  await choice.happen(asked);
  await stage.use('agreed');
  if (stage.chats.includes(chat) && asked.agreed.has('agreed') && random.chance(0.4)) {
    stage.server.behave({}, 12);
    await (await asked.retry()).whole();
  }
  return false;
}
