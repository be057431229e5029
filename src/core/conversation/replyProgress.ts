import { sumUsage, type ReplyEvent } from './reply';
import { shifted } from './textRegion';
import type { Reply } from './turn';

/** What comes with the turn's end anyway needs no telling of its own. */
export function isTold({ type }: ReplyEvent): boolean {
  return type === 'proposal' || type === 'waiting' || type === 'answerer';
}

/** What a reply grows by. */
type Growth = Extract<ReplyEvent, { type: 'text' | 'draft' }>;

/** True for a piece of a reply. */
export function isGrowth(event: ReplyEvent): event is Growth {
  return event.type === 'text' || event.type === 'draft';
}

/** A reply after a piece of it: its text takes the place of the draft. */
export function grown(current: Reply, { type, text }: Growth): Reply {
  const { draft = '', ...reply } = atWork(current);
  return type === 'text'
    ? { ...reply, text: reply.text + text }
    : { ...reply, draft: draft + text };
}

/** A reply that does not go on: what came of it is its text, understood or not. */
export function ended(current: Reply): Reply {
  const { draft, ...reply } = current;
  return draft === undefined ? reply : { ...reply, text: reply.text + draft };
}

/** A reply after an event other than a piece of it; `before` is what it was before this request. */
export function after(
  current: Reply,
  before: Pick<Reply, 'text' | 'usage'>,
  event: Exclude<ReplyEvent, Growth>,
): Reply {
  const reply = atWork(current);
  switch (event.type) {
    case 'answerer':
      return { ...reply, by: event.by };
    case 'finish':
      return { ...reply, finish: event.finish };
    case 'usage':
      return { ...reply, usage: sumUsage(before.usage, event.usage) };
    case 'receipt':
      return { ...current, receipt: event.receipt };
    case 'proposal':
      return event.proposal ? { ...reply, proposal: event.proposal } : unsent(reply);
    case 'waiting':
      return { ...reply, waiting: event.waiting };
    case 'data':
      return { ...reply, data: event.data };
    case 'regions': {
      const more = shifted(event.regions, before.text.length);
      const dropped = (reply.droppedRegions ?? 0) + (event.dropped ?? 0);
      return {
        ...reply,
        regions: [...(reply.regions ?? []), ...more],
        ...(dropped > 0 && { droppedRegions: dropped }),
        ...(event.isRough === true && { areRegionsRough: true }),
      };
    }
    case 'model':
      return current;
  }
}

/** A reply that waits neither for its next try nor for the user. */
export function atWork(reply: Reply): Reply {
  const { waiting, proposal, ...others } = reply;
  return waiting === undefined && proposal === undefined ? reply : others;
}

/** A receipt of what was shown to the user and is not sent yet tells what would be. */
function unsent(reply: Reply): Reply {
  const { receipt, ...others } = reply;
  return receipt === undefined ? reply : others;
}

/** A reply that the user did not want sent. */
export function declined(reply: Reply): Reply {
  return { ...unsent(ended(atWork(reply))), state: 'declined' };
}
