import * as vscode from 'vscode';
import { explainDifference } from '../../core/estimate';
import type { ImageFile } from '../../core/images';
import { parsePrices } from '../../core/prices';
import type { Recipient } from '../../core/recipient';
import type { Decision, Proposal, Receipt } from '../../core/receipt';
import type { Finish, ReplyEvent, Usage } from '../../core/reply';
import type { Question } from '../../core/request';
import type { Answerer } from '../connections';
import { imageFacts } from '../imageFacts';
import type { Log } from '../log';
import type { Settings } from '../settings';
import { batchesOf, questionOf, type Batch } from './batches';
import { planFor, type Plan } from './plan';

/** What the user has agreed to in a conversation, so that nothing is asked twice. */
export interface Consent {
  parts?: 'cut' | 'never';
  requests?: number;
  /** The largest request in tokens that was agreed to. */
  tokens?: number;
}

/** What sending needs beside the question. */
export interface Sending {
  readonly answerer: Answerer;
  readonly settings: Pick<Settings, 'prices' | 'tallImages' | 'confirmTokens'>;
  readonly consent: Consent;
  /** The user wants to see the receipt of the first question before it is sent. */
  readonly showFirst: boolean;
  /** Asks the user, who is shown the proposal meanwhile. */
  readonly decide: (signal: AbortSignal) => Promise<Decision>;
  readonly log: Log;
}

/**
 * Makes images ready, asks the user where that is wanted, and sends them, in several requests where
 * one may not carry all. Yields the receipt before and, with what was billed, after. Throws a
 * VisionError; ends when `signal` aborts or the user declines.
 */
export async function* sendImages(
  files: readonly ImageFile[],
  question: Question,
  sending: Sending,
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent, void, undefined> {
  const { answerer, log } = sending;
  if (answerer.recipient === undefined) {
    yield* answerer.answer({ ...question, images: files }, signal);
    return;
  }
  const plan = yield* agreed(files, question, sending, signal);
  if (plan === undefined) {
    return;
  }
  const { ready, receipt } = plan;
  yield { type: 'receipt', receipt };
  log.info(
    `Sending ${ready.length} image(s) in ${receipt.requests} request(s): ${ready.map(({ image }) => imageFacts(image)).join(', ')}`,
  );
  const batches = batchesOf(ready, answerer.recipient().maxImages);
  let usage: Usage | undefined;
  let model: string | undefined;
  let finish: Finish = { reason: 'stop' };
  for (const [index, batch] of batches.entries()) {
    if (batches.length > 1) {
      yield { type: 'text', text: heading(index, batch) };
    }
    const asked = questionOf(question, batch, ready.length);
    const images = batch.ready.map(({ image }) => image);
    const before = usage;
    for await (const event of answerer.answer({ ...asked, images }, signal)) {
      if (event.type === 'usage') {
        usage = sum(before, event.usage);
        yield { type: 'usage', usage };
      } else if (event.type === 'finish') {
        finish = finish.reason === 'stop' ? event.finish : finish;
      } else {
        model = event.type === 'model' ? event.name : model;
        yield event;
      }
    }
    if (signal.aborted) {
      return;
    }
  }
  yield { type: 'receipt', receipt: billed(plan, usage, model) };
  yield { type: 'finish', finish };
}

/** The plan that the user agreed to, asked where there is something to ask; undefined where declined. */
async function* agreed(
  files: readonly ImageFile[],
  question: Question,
  sending: Sending,
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent, Plan | undefined, undefined> {
  const { answerer, settings, consent } = sending;
  for (;;) {
    const recipient = answerer.recipient?.();
    if (recipient === undefined) {
      return undefined;
    }
    const prices = parsePrices(settings.prices);
    const parts = consent.parts ?? (settings.tallImages === 'ask' ? 'offer' : settings.tallImages);
    const plan = await untilAborted(
      planFor(files, { recipient, question, prices, parts }, signal),
      signal,
    );
    const proposal = plan && proposalOf(plan, question, sending, recipient);
    if (plan === undefined || proposal === undefined) {
      return plan;
    }
    yield { type: 'receipt', receipt: plan.receipt };
    yield { type: 'proposal', proposal };
    const decision = await sending.decide(signal);
    if (decision === undefined) {
      return undefined;
    }
    yield { type: 'proposal' };
    if (decision === 'sendParts') {
      consent.parts = 'cut';
      consent.tokens = plan.offer?.estimate?.inputTokens ?? Infinity;
    } else {
      consent.parts = parts === 'cut' ? 'cut' : 'never';
      consent.requests = plan.receipt.requests;
      consent.tokens = Math.max(consent.tokens ?? 0, tokensOf(plan.receipt));
      return plan;
    }
  }
}

/** Follow-ups grow with the conversation: twice of what was agreed to is still the same to the user. */
const growth = 2;

function proposalOf(
  { receipt, offer }: Plan,
  { exchanges }: Question,
  { consent, settings, showFirst }: Sending,
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
  const { images, requests } = receipt;
  if (requests > 1 && requests > (consent.requests ?? 1)) {
    return { kind: 'split', parts: images.length, most: maxImages };
  }
  const isShownFirst = showFirst && exchanges.length === 1 && consent.tokens === undefined;
  const isLarge =
    tokensOf(receipt) > settings.confirmTokens &&
    tokensOf(receipt) > growth * (consent.tokens ?? 0);
  return isShownFirst || isLarge ? { kind: 'send', parts: images.length } : undefined;
}

function tokensOf({ estimate }: Receipt): number {
  return estimate?.inputTokens ?? 0;
}

function billed({ receipt, ready }: Plan, usage: Usage | undefined, model?: string): Receipt {
  if (usage === undefined) {
    return receipt;
  }
  const paid = { ...receipt, billed: { usage } };
  const sizes = ready.map(({ image }) => image);
  const difference = explainDifference(paid, model, sizes);
  return { ...paid, ...(difference && { difference }) };
}

function heading(index: number, { first, last }: Batch): string {
  const text =
    first === last
      ? vscode.l10n.t('Image {0}', first)
      : vscode.l10n.t('Images {0} to {1}', first, last);
  return `${index === 0 ? '' : '\n\n'}### ${text}\n\n`;
}

function sum(before: Usage | undefined, more: Usage): Usage {
  return {
    inputTokens: (before?.inputTokens ?? 0) + more.inputTokens,
    outputTokens: (before?.outputTokens ?? 0) + more.outputTokens,
  };
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
