import { decide } from './cards';
import type { Chat } from './chat';
import { faults, type Fault } from './faults';
import { verbs, type Stage } from './stage';

/** How many panels are open at most, and how long a conversation becomes, in turns. */
const mostPanels = 3;
const mostTurns = 8;

/** One question with what happens to it, chosen at random; what it was comes out. */
export async function step(stage: Stage): Promise<string> {
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
  const isFollowUp = stage.using === 'never' || (stage.chats.length > 0 && random.chance(0.7));
  if (isFollowUp) {
    await followUp(stage, random.pick(stage.chats), fault);
  } else {
    stage.tally.count(fault.name);
    const asked = await stage.command(random.pick(stage.images), random.pick(verbs));
    await fault.happen(asked);
  }
  await stage.check();
  return fault.name;
}

async function followUp(stage: Stage, chat: Chat, fault: Fault): Promise<void> {
  const isTwice = chat.agreed.has(stage.using) && stage.random.chance(0.1);
  const asked = await stage.followUp(chat, isTwice ? 2 : 1);
  if (chat.agreed.has(stage.using)) {
    stage.tally.count(fault.name);
    await fault.happen(asked);
  } else {
    await decide(asked, fault);
  }
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
