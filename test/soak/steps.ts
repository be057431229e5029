import { decide } from './cards';
import type { Asked } from './asked';
import { agreedIn } from './chat';
import { faults } from './faults';
import { verbs, type Stage } from './stage';

/** How many panels are open at most, and how long a conversation becomes, in turns. */
const mostPanels = 3;
const mostTurns = 8;

/** One question with what happens to it, chosen at random. */
export async function step(stage: Stage): Promise<void> {
  const { random } = stage;
  stage.story = [];
  await closeSome(stage);
  if (random.chance(0.2)) {
    await stage.use(random.pick(['agreed', 'asked', 'asked', 'never'] as const));
  }
  if (stage.using === 'never' && stage.chats.length === 0) {
    await stage.use('agreed');
  }
  const fault = random.weighted(
    faults.filter(({ reloads }) => reloads !== true || stage.mayReload),
  );
  const words = fault.words ?? (random.chance(0.05) ? 350 : random.between(8, 40));
  stage.tell(`with ${fault.name}`);
  stage.server.behave(fault.behaviour ?? {}, words);
  const asked = await ask(stage);
  if (asked.agreed.has(stage.using) || (await decide(asked))) {
    stage.tally.count(fault.name);
    await fault.happen(asked);
  }
  await stage.check();
}

/** Asks a question of one of all kinds. */
async function ask(stage: Stage): Promise<Asked> {
  const { random, chats, using } = stage;
  const open = chats.filter(({ turns }) => turns.some(({ isOpen }) => isOpen));
  if (open.length > 0 && random.chance(0.1)) {
    const chat = random.pick(open);
    stage.tally.count('an old question asked again');
    return stage.retry(
      chat,
      chat.turns.findIndex(({ isOpen }) => isOpen),
    );
  }
  if (using === 'never' || (chats.length > 0 && random.chance(0.7))) {
    const chat = random.pick(chats);
    const isTwice = agreedIn(chat).has(using) && random.chance(0.1);
    return stage.followUp(chat, isTwice ? 2 : 1);
  }
  return stage.command(random.pick(stage.images), random.pick(verbs));
}

async function closeSome(stage: Stage): Promise<void> {
  const long = stage.chats.filter(({ turns }) => turns.length >= mostTurns);
  const [oldest] = stage.chats;
  const surplus = stage.chats.length > mostPanels && oldest ? [oldest] : [];
  for (const chat of new Set([...long, ...surplus])) {
    await stage.close(chat);
    stage.tally.count('panel closed');
  }
}
