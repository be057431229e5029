import { isVisionError, VisionError } from '../errors';
import type { Detail } from '../images/detail';
import type { ImageId } from '../images/imageId';
import { assistantMessage, userMessage, type Message } from './message';
import { continuePrompt } from './prompts';
import type { ReplyEvent } from './reply';
import { after, atWork, declined, ended, grown, isGrowth, isTold } from './replyProgress';
import type { VisionRequest } from './request';
import {
  begun,
  messagesOf,
  shownReply,
  withReply,
  type Question,
  type Reply,
  type Turn,
} from './turn';

/** Yields the reply to a turn's question as it arrives. Throws a VisionError; ends when `signal` aborts. */
export type Respond = (
  turn: Turn,
  request: VisionRequest<ImageId>,
  signal: AbortSignal,
) => AsyncIterable<ReplyEvent>;

/** What holds for a request beside its messages; asked for anew with each question. */
export type Manner = Pick<VisionRequest, 'system' | 'maxOutputTokens' | 'detail'>;

/** A question to ask; without a detail it is that of the question before. */
export interface Asked extends Omit<Question, 'images' | 'detail'> {
  readonly images?: readonly ImageId[];
  readonly detail?: Detail;
  readonly job?: string;
}

export interface ConversationListener {
  /** A turn was added or anything but its running reply's text changed. */
  turnChanged(turn: Turn): void;
  /** Text was appended to a reply; `isShown` where that is the one on show. */
  textAdded(turn: number, text: string, isShown: boolean): void;
}

interface Running {
  readonly turn: number;
  readonly reply: number;
  readonly controller: AbortController;
}

/** Turns about some images. One reply runs at a time; a new question stops it. Nothing is ever dropped. */
export class Conversation {
  private readonly list: Turn[];
  private running: Running | undefined;
  private lengthFactor = 1;

  constructor(
    private readonly manner: () => Manner,
    private readonly respond: Respond,
    private readonly listener: ConversationListener,
    turns: readonly Turn[] = [],
  ) {
    this.list = [...turns];
  }

  get turns(): readonly Turn[] {
    return this.list;
  }

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  /** How closely the images are looked at for the next question, unless it says otherwise. */
  get detail(): Detail {
    return this.list.at(-1)?.question.detail ?? this.manner().detail;
  }

  /** Asks and resolves when the reply has ended, however it ended. Never rejects. */
  ask({ job, detail, images = [], ...question }: Asked): Promise<void> {
    const isAnew = question.startsAnew === true;
    const turn: Turn = {
      id: this.list.length,
      ...(job !== undefined && { job }),
      question: {
        ...question,
        images,
        detail: detail ?? (isAnew ? this.manner().detail : this.detail),
      },
      replies: [begun],
      shown: 0,
    };
    return this.run(turn, 0, []);
  }

  /** Asks a turn's question again. The reply so far, if it has any text, is kept as an earlier version. */
  retry(id: number): Promise<void> {
    this.stop();
    const turn = this.list[id];
    if (turn === undefined) {
      return Promise.resolve();
    }
    const kept = turn.replies.filter(({ text }) => text !== '');
    const again = { ...turn, replies: [...kept, begun], shown: kept.length };
    return this.run(again, again.shown, []);
  }

  /** Goes on with a turn's reply where it was cut, in place and with twice the limit on its length. */
  continue(id: number): Promise<void> {
    this.stop();
    const turn = this.list[id];
    if (turn === undefined) {
      return Promise.resolve();
    }
    const { text, receipt, usage, by, finish, regions } = shownReply(turn);
    if (finish?.reason === 'length') {
      this.lengthFactor *= 2;
    }
    if ((receipt?.requests ?? 1) > 1) {
      // Each request has a limit of its own: only as a whole can they be asked again.
      return this.retry(id);
    }
    const kept = { ...(usage && { usage }), ...(by && { by }), ...(regions && { regions }) };
    const reply: Reply = { ...begun, text, ...kept };
    const soFar = text === '' ? [] : [assistantMessage(text), userMessage<ImageId>(continuePrompt)];
    return this.run(withReply(turn, turn.shown, reply), turn.shown, soFar);
  }

  /** Puts another of a turn's replies on show. */
  show(id: number, reply: number): void {
    const turn = this.list[id];
    if (turn?.replies[reply]) {
      this.update({ ...turn, shown: reply });
    }
  }

  /** Ends the running reply, if any, at once; what came of it stays. */
  stop(): void {
    const { running } = this;
    this.running = undefined;
    running?.controller.abort();
    if (running) {
      this.change(running, (reply) =>
        reply.proposal ? declined(reply) : { ...ended(atWork(reply)), state: 'stopped' },
      );
    }
  }

  private async run(turn: Turn, reply: number, continuation: Message<ImageId>[]): Promise<void> {
    this.stop();
    const running = { turn: turn.id, reply, controller: new AbortController() };
    const { signal } = running.controller;
    this.running = running;
    this.update(turn);
    const before = turn.replies[reply] ?? begun;
    let end: Pick<Reply, 'state' | 'error'> = { state: 'done' };
    try {
      for await (const event of this.respond(turn, this.requestFor(turn, continuation), signal)) {
        if (signal.aborted) {
          return;
        }
        this.take(running, before, event);
      }
    } catch (error) {
      end = { state: 'failed', error: asVisionError(error) };
    }
    if (!signal.aborted) {
      this.running = undefined;
      this.change(running, (current) => ({ ...ended(atWork(current)), ...end }));
    }
  }

  private requestFor(turn: Turn, continuation: Message<ImageId>[]): VisionRequest<ImageId> {
    const { system, maxOutputTokens } = this.manner();
    return {
      system,
      detail: turn.question.detail,
      maxOutputTokens: maxOutputTokens * this.lengthFactor,
      messages: [...messagesOf(this.list, turn), ...continuation],
    };
  }

  private take(running: Running, before: Reply, event: ReplyEvent): void {
    const { turn: id, reply: index } = running;
    const turn = this.list[id];
    const reply = turn?.replies[index];
    if (turn === undefined || reply === undefined) {
      return;
    }
    if (!isGrowth(event)) {
      const changed = after(reply, before, event);
      this.list[id] = withReply(turn, index, changed);
      if (isTold(event)) {
        this.listener.turnChanged(this.list[id]);
      }
      return;
    }
    if (reply.waiting) {
      this.change(running, atWork);
    }
    this.list[id] = withReply(turn, index, grown(reply, event));
    if (event.type === 'text') {
      this.listener.textAdded(id, event.text, turn.shown === index);
    }
  }

  private change({ turn: id, reply }: Running, change: (reply: Reply) => Reply): void {
    const turn = this.list[id];
    const current = turn?.replies[reply];
    if (turn && current) {
      this.update(withReply(turn, reply, change(current)));
    }
  }

  private update(turn: Turn): void {
    this.list[turn.id] = turn;
    this.listener.turnChanged(turn);
  }
}

function asVisionError(error: unknown): VisionError {
  return isVisionError(error) ? error : new VisionError('internal', {}, { cause: error });
}
