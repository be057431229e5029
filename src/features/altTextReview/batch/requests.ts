import type { VisionRequest } from '../../../core/conversation/request';
import type { RequestImage } from '../../../core/images/images';
import type { Answerer } from '../../../host/connections/answerer';
import type { RunConversation } from '../../../host/conversation/runConversation';
import { altTextInDocument } from '../../../host/documents/question';
import type { NumberedRequest, Range } from '../../../providers';

/** So many images are made ready before they are wanted. */
const ahead = 4;

/** The requests of a range, in order, some made ahead. Rejects where `make` does. */
export async function* requestsIn(
  { first, end }: Range,
  make: (index: number, signal: AbortSignal) => Promise<NumberedRequest>,
  signal: AbortSignal,
): AsyncGenerator<NumberedRequest, void, undefined> {
  const leaving = new AbortController();
  const within = AbortSignal.any([signal, leaving.signal]);
  const made: Promise<NumberedRequest>[] = [];
  try {
    for (let index = first; index < end + ahead; index++) {
      if (index < end) {
        const next = make(index, within);
        next.catch(() => undefined); // It is told when its turn comes.
        made.push(next);
      }
      const due = index >= first + ahead ? made.shift() : undefined;
      if (due) {
        yield await due;
      }
    }
  } finally {
    leaving.abort();
  }
}

/** Who takes the requests of a conversation without sending them. */
export class RequestTaker {
  private readonly controller = new AbortController();
  private taken: VisionRequest<RequestImage> | undefined;
  readonly answerer: Answerer;

  constructor(answerer: Answerer) {
    const take = (request: VisionRequest<RequestImage>): AsyncIterable<never> => {
      this.taken ??= request;
      this.controller.abort();
      return none();
    };
    this.answerer = { ...answerer, answer: take, ...(answerer.answerUrls && { answerUrls: take }) };
  }

  /** With this the conversation has to be led: it ends when the request is there. */
  within(signal: AbortSignal): AbortSignal {
    return AbortSignal.any([signal, this.controller.signal]);
  }

  /** The request that a question becomes, its image made ready as for an answer at once. Rejects as `ask` does. */
  async request(
    conversation: RunConversation,
    text: string,
    command: string,
  ): Promise<VisionRequest<RequestImage>> {
    try {
      await conversation.ask({ text, command, job: altTextInDocument });
    } catch (error) {
      if (this.taken === undefined) {
        throw error;
      }
    }
    if (this.taken === undefined) {
      throw new Error('A question makes a request.');
    }
    return this.taken;
  }
}

async function* none(): AsyncGenerator<never, void, undefined> {
  // Nothing is said.
}
