import type { ImageFile } from '../../../core/images/images';
import { parsePrices } from '../../../core/cost/prices';
import type { Recipient } from '../../../core/connections/recipient';
import type { Decision, Proposal, Receipt } from '../../../core/cost/receipt';
import type { ReplyEvent } from '../../../core/conversation/reply';
import type { Question } from '../../../core/conversation/request';
import type { Settings } from '../../settings';
import { planFor, type Plan } from './plan';

/** What the user has agreed to in a conversation, so that nothing is asked twice. */
export interface Consent {
  given?: Given;
}

/** It holds for one server and deployment. */
interface Given {
  readonly host: string;
  readonly deployment: string;
  parts?: 'cut' | 'never';
  requests?: number;
  /** The largest request in tokens that was agreed to; 0 where nothing tells how large it was. */
  tokens?: number;
}

/** How the user is asked. */
export interface Asking {
  readonly recipient: () => Recipient;
  readonly settings: Pick<Settings, 'prices' | 'tallImages' | 'confirmTokens'>;
  readonly consent: Consent;
  /** The user wants to see the receipt of the first question before it is sent. */
  readonly showFirst: boolean;
  /** Asks the user, who is shown the proposal meanwhile. */
  readonly decide: (signal: AbortSignal) => Promise<Decision>;
}

/**
 * The plan that the user agreed to, asked where there is something to ask; undefined where declined, or
 * when `signal` aborts. May throw a VisionError.
 */
export async function* agreed(
  files: readonly ImageFile[],
  question: Question,
  asking: Asking,
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent, Plan | undefined, undefined> {
  const { settings } = asking;
  const prices = parsePrices(settings.prices);
  for (let isShown = false; ;) {
    const recipient = asking.recipient();
    const given = givenTo(recipient, asking.consent);
    const parts = given.parts ?? (settings.tallImages === 'ask' ? 'offer' : settings.tallImages);
    const plan = await untilAborted(
      planFor(files, { recipient, question, prices, parts }, signal),
      signal,
    );
    const proposal =
      plan &&
      (neededProposal(plan, given, recipient) ??
        (isShown ? undefined : receiptProposal(plan, given, question, asking)));
    if (plan === undefined || proposal === undefined) {
      return plan;
    }
    yield { type: 'receipt', receipt: plan.receipt };
    yield { type: 'proposal', proposal };
    const decision = await asking.decide(signal);
    if (decision === undefined) {
      return undefined;
    }
    yield { type: 'proposal' };
    take(decision, proposal, plan, given);
    isShown = decision !== 'sendParts';
  }
}

function givenTo({ host, deployment }: Recipient, consent: Consent): Given {
  const { given } = consent;
  return given?.host === host && given.deployment === deployment
    ? given
    : (consent.given = { host, deployment });
}

function take(decision: Decision, { kind }: Proposal, { receipt }: Plan, given: Given): void {
  if (kind === 'parts') {
    given.parts = decision === 'sendParts' ? 'cut' : 'never';
  }
  if (kind === 'split') {
    given.requests = receipt.requests;
  }
  if (decision !== 'sendParts') {
    given.tokens = Math.max(given.tokens ?? 0, tokensOf(receipt));
  }
}

/** What cannot be sent before it is decided how. */
function neededProposal(
  { receipt: { images, requests }, offer }: Plan,
  given: Given,
  { maxImages }: Recipient,
): Proposal | undefined {
  if (offer) {
    const partsTokens = offer.estimate?.inputTokens;
    return {
      kind: 'parts',
      parts: offer.images,
      ...(partsTokens !== undefined && { partsTokens }),
    };
  }
  return requests > (given.requests ?? 1)
    ? { kind: 'split', parts: images.length, most: maxImages }
    : undefined;
}

/** Follow-ups grow with the conversation: twice of what was agreed to is still the same to the user. */
const growth = 2;

/** What the user wants to see before it is sent. */
function receiptProposal(
  { receipt }: Plan,
  { tokens }: Given,
  { exchanges }: Question,
  { settings: { confirmTokens }, showFirst }: Asking,
): Proposal | undefined {
  const known = tokens !== undefined && tokens > confirmTokens ? growth * tokens : confirmTokens;
  const isWanted =
    confirmTokens === 0 ||
    tokensOf(receipt) > known ||
    (showFirst && exchanges.length === 1 && tokens === undefined);
  return isWanted ? { kind: 'send', parts: receipt.images.length } : undefined;
}

function tokensOf({ estimate }: Receipt): number {
  return estimate?.inputTokens ?? 0;
}

/** What comes of work that rejects when the signal aborts; then undefined. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted) {
      return undefined;
    }
    throw error;
  }
}
