import { untilAborted } from '../../../core/abort';
import type { Recipient } from '../../../core/connections/recipient';
import type { ReplyEvent } from '../../../core/conversation/reply';
import type { VisionRequest } from '../../../core/conversation/request';
import { parsePrices } from '../../../core/cost/prices';
import type { Decision, Proposal, Receipt } from '../../../core/cost/receipt';
import type { ImageFile } from '../../../core/images/images';
import type { Settings } from '../../settings';
import { planFor, type Plan, type PreparedImages } from './plan';

/** What the user has agreed to in a conversation, so that nothing is asked twice. */
export interface Consent {
  readonly given: readonly Given[];
}

/** How much was agreed to, and in which form, holds for one deployment of a server; that it gets it, for the server. */
export interface Given {
  readonly host: string;
  readonly deployment: string;
  /** The turn with which begins what may be sent; 0 where absent. Known to the session only. */
  readonly since?: number;
  readonly parts?: 'cut' | 'never';
  /** The largest request in tokens that was agreed to; 0 where nothing tells how large it was. */
  readonly tokens?: number;
  /** The user knows that not all of a drawing is seen. */
  readonly knowsLimits?: boolean;
}

/** How the user is asked. */
export interface Asking {
  readonly recipient: () => Recipient;
  readonly settings: Pick<Settings, 'prices' | 'tallImages' | 'confirmTokens'>;
  readonly consent: Consent;
  /** Told of what the user has agreed to now. */
  readonly agreedTo: (consent: Consent) => void;
  readonly prepared: PreparedImages;
  /** Throws a VisionError where the request could not be sent whatever the user decides. */
  readonly checkAccess: (() => Promise<void>) | undefined;
  /** Asks the user, who is shown the proposal meanwhile. */
  readonly decide: (signal: AbortSignal) => Promise<Decision>;
}

/**
 * The plan that the user agreed to, asked where there is something to ask; undefined where declined.
 * May throw a VisionError, or the signal's reason.
 */
export async function* agreed(
  request: VisionRequest<ImageFile>,
  asking: Asking,
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent, Plan | undefined, undefined> {
  const { settings, prepared } = asking;
  const prices = parsePrices(settings.prices);
  let { consent } = asking;
  let [isSplitAsked, isReceiptShown] = [false, false];
  for (;;) {
    const recipient = asking.recipient();
    const given = givenTo(recipient, consent);
    const parts = given?.parts ?? (settings.tallImages === 'ask' ? 'offer' : settings.tallImages);
    const plan = await untilAborted(
      planFor({ recipient, request, prices, parts, prepared }, signal),
      signal,
    );
    const proposal =
      partsProposal(plan) ??
      (isSplitAsked ? undefined : splitProposal(plan, recipient)) ??
      (isReceiptShown ? undefined : receiptProposal(plan.receipt, consent, asking));
    if (proposal === undefined) {
      asking.agreedTo(withGiven(consent, given ?? newGiven(recipient)));
      return plan;
    }
    const decision = yield* decided(plan.receipt, proposal, asking, signal);
    if (decision === undefined) {
      return undefined;
    }
    consent = withGiven(consent, taken(decision, proposal, plan, given ?? newGiven(recipient)));
    asking.agreedTo(consent);
    isSplitAsked ||= proposal.kind === 'split';
    isReceiptShown = decision !== 'sendParts';
  }
}

/**
 * Whether the user agrees that images at URLs are asked about: wanted where the conversation went to
 * another server before.
 */
export async function* agreedToUrls(
  receipt: Receipt,
  asking: Asking,
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent, boolean, undefined> {
  const recipient = asking.recipient();
  const given = givenTo(recipient, asking.consent) ?? newGiven(recipient);
  if (isAnother(recipient, asking.consent)) {
    const proposal: Proposal = { kind: 'send', parts: receipt.images.length };
    if ((yield* decided(receipt, proposal, asking, signal)) === undefined) {
      return false;
    }
  }
  asking.agreedTo(withGiven(asking.consent, given));
  return true;
}

async function* decided(
  receipt: Receipt,
  proposal: Proposal,
  { decide, checkAccess }: Asking,
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent, Decision, undefined> {
  await untilAborted(checkAccess?.() ?? Promise.resolve(), signal);
  yield { type: 'receipt', receipt };
  yield { type: 'proposal', proposal };
  const decision = await decide(signal);
  if (decision !== undefined) {
    yield { type: 'proposal' };
  }
  return decision;
}

function givenTo({ host, deployment }: Recipient, { given }: Consent): Given | undefined {
  return given.find((item) => item.host === host && item.deployment === deployment);
}

function newGiven({ host, deployment }: Recipient): Given {
  return { host, deployment };
}

/** True where what was said so far went elsewhere, and never to this server: who gets it is the same with all its deployments. */
function isAnother({ host }: Recipient, { given }: Consent): boolean {
  return given.length > 0 && !given.some((item) => item.host === host);
}

function withGiven({ given }: Consent, item: Given): Consent {
  const others = given.filter(
    ({ host, deployment }) => host !== item.host || deployment !== item.deployment,
  );
  return { given: [...others, item] };
}

function taken(decision: Decision, { kind }: Proposal, { receipt }: Plan, given: Given): Given {
  const tokens = Math.max(given.tokens ?? 0, tokensOf(receipt));
  return {
    ...given,
    ...(kind === 'parts' && { parts: decision === 'sendParts' ? 'cut' : 'never' }),
    ...(decision !== 'sendParts' && { tokens }),
    ...(receipt.images.some(({ limits }) => limits) && { knowsLimits: true }),
  };
}

/** What cannot be sent before it is decided how. */
function partsProposal({ offer }: Plan): Proposal | undefined {
  if (offer === undefined) {
    return undefined;
  }
  const partsTokens = offer.estimate?.inputTokens;
  return {
    kind: 'parts',
    parts: offer.images,
    ...(partsTokens !== undefined && { partsTokens }),
  };
}

/** Several requests for one question are always asked about, unless the service has one for each image anyway. */
function splitProposal(
  { receipt: { images, requests } }: Plan,
  { maxImages, takesSingly = false }: Recipient,
): Proposal | undefined {
  return requests > 1 && !takesSingly
    ? { kind: 'split', parts: images.length, most: maxImages }
    : undefined;
}

/** Follow-ups grow with the conversation: twice of what was agreed to is still the same to the user. */
const growth = 2;

/** What the user wants to see before it is sent: what is dear, what is not seen whole, and what goes to another server. */
function receiptProposal(
  receipt: Receipt,
  consent: Consent,
  { settings: { confirmTokens }, recipient }: Asking,
): Proposal | undefined {
  const { tokens, knowsLimits = false } = givenTo(recipient(), consent) ?? {};
  const isLimited = receipt.images.some(({ limits = [] }) => limits.length > 0);
  const known = tokens !== undefined && tokens > confirmTokens ? growth * tokens : confirmTokens;
  const isWanted =
    confirmTokens === 0 ||
    tokensOf(receipt) > known ||
    (isLimited && !knowsLimits) ||
    isAnother(recipient(), consent);
  return isWanted ? { kind: 'send', parts: receipt.images.length } : undefined;
}

function tokensOf({ estimate }: Receipt): number {
  return estimate?.inputTokens ?? 0;
}
