import type { Detail } from '../images/detail';
import { isVisionError, VisionError } from '../errors';
import { continuePrompt } from './prompts';
import type { Finish, ReplyEvent, Usage, Waiting } from './reply';
import type { Proposal, Receipt } from '../cost/receipt';
import type { Exchange, Question } from './request';

/** One question and what came of its reply. */
export interface Turn {
  readonly id: number;
  readonly prompt: string;
  readonly detail: Detail;
  readonly reply: string;
  /** `declined`: the user was asked and did not want it sent. */
  readonly state: 'running' | 'done' | 'stopped' | 'declined' | 'failed';
  /** Set from a failure that is likely to pass until something comes of the next try. */
  readonly waiting?: Waiting;
  readonly receipt?: Receipt;
  /** Set while the user is asked what to send. */
  readonly proposal?: Proposal;
  readonly finish?: Finish;
  readonly usage?: Usage;
  readonly error?: VisionError;
}

/** Yields the reply to a question as it arrives. Throws a VisionError; ends when `signal` aborts. */
export type Respond = (question: Question, signal: AbortSignal) => AsyncIterable<ReplyEvent>;

/** What holds for all turns of a conversation. */
export type Manner = Omit<Question, 'exchanges'>;

export interface ConversationListener {
  /** A turn was added or anything but its reply's text changed. */
  turnChanged(turn: Turn): void;
  /** Text was appended to a turn's reply. */
  textAdded(turn: number, text: string): void;
}

/** A request, its reply and the follow-ups. One reply runs at a time; a new question stops the old. */
export class Conversation {
  private readonly list: Turn[] = [];
  private running: { readonly id: number; readonly controller: AbortController } | undefined;
  private maxOutputTokens: number;

  constructor(
    private readonly manner: Manner,
    private readonly respond: Respond,
    private readonly listener: ConversationListener,
  ) {
    this.maxOutputTokens = manner.maxOutputTokens;
  }

  get turns(): readonly Turn[] {
    return this.list;
  }

  /** How closely the images are looked at for the next question, unless it says otherwise. */
  get detail(): Detail {
    return this.list.at(-1)?.detail ?? this.manner.detail;
  }

  /** Asks and resolves when the reply has ended, however it ended. Never rejects. */
  ask(prompt: string, detail = this.detail): Promise<void> {
    return this.run({ id: this.list.length, prompt, detail, reply: '', state: 'running' }, []);
  }

  /** Asks a turn's question again; what had come of its reply is dropped with the turns after it. */
  retry(id: number): Promise<void> {
    const turn = this.list[id];
    this.stop();
    this.list.length = Math.min(id, this.list.length);
    return turn === undefined ? Promise.resolve() : this.ask(turn.prompt, turn.detail);
  }

  /** Goes on with the last reply where the token limit cut it, with twice the limit. */
  continue(): Promise<void> {
    const turn = this.list.at(-1);
    if (turn === undefined) {
      return Promise.resolve();
    }
    this.maxOutputTokens *= 2;
    const { id, prompt, detail, reply, usage, receipt } = turn;
    if ((receipt?.requests ?? 1) > 1) {
      // Each request has a limit of its own: only as a whole can they be asked again.
      return this.retry(id);
    }
    const soFar: Exchange[] = [
      { role: 'assistant', text: reply },
      { role: 'user', text: continuePrompt },
    ];
    return this.run(
      { id, prompt, detail, reply, state: 'running', ...(usage && { usage }) },
      reply === '' ? [] : soFar,
    );
  }

  /** Ends the running reply, if any, at once; what came of it stays. */
  stop(): void {
    const running = this.running;
    this.running = undefined;
    running?.controller.abort();
    const turn = running && this.list[running.id];
    if (turn) {
      this.update(turn.proposal ? declined(turn) : { ...atWork(turn), state: 'stopped' });
    }
  }

  private async run(turn: Turn, continuation: Exchange[]): Promise<void> {
    this.stop();
    const controller = new AbortController();
    this.running = { id: turn.id, controller };
    this.update(turn);
    const question: Question = {
      ...this.manner,
      detail: turn.detail,
      maxOutputTokens: this.maxOutputTokens,
      exchanges: [...this.exchangesBefore(turn), ...continuation],
    };
    let end: Pick<Turn, 'state' | 'error'> = { state: 'done' };
    try {
      for await (const event of this.respond(question, controller.signal)) {
        if (controller.signal.aborted) {
          return;
        }
        this.take(turn, event);
      }
    } catch (error) {
      end = { state: 'failed', error: asVisionError(error) };
    }
    const current = this.list[turn.id];
    if (!controller.signal.aborted && current) {
      this.running = undefined;
      this.update({ ...atWork(current), ...end });
    }
  }

  private take({ id, usage: spent }: Turn, event: ReplyEvent): void {
    const current = this.list[id];
    if (current === undefined) {
      return;
    }
    const turn = atWork(current);
    switch (event.type) {
      case 'text':
        if (current.waiting) {
          this.update(turn);
        }
        this.list[id] = { ...turn, reply: turn.reply + event.text };
        this.listener.textAdded(id, event.text);
        break;
      case 'finish':
        this.list[id] = { ...turn, finish: event.finish };
        break;
      case 'usage':
        this.list[id] = { ...turn, usage: sum(spent, event.usage) };
        break;
      case 'receipt':
        this.list[id] = { ...current, receipt: event.receipt };
        break;
      case 'proposal':
        this.update(event.proposal ? { ...turn, proposal: event.proposal } : unsent(turn));
        break;
      case 'waiting':
        this.update({ ...turn, waiting: event.waiting });
        break;
      case 'model':
        break;
    }
  }

  private update(turn: Turn): void {
    this.list[turn.id] = turn;
    this.listener.turnChanged(turn);
  }

  /** A turn without a reply (failed, or stopped at once) is left out: models want the roles to alternate. */
  private exchangesBefore({ id, prompt }: Turn): Exchange[] {
    const earlier = this.list.slice(0, id).filter(({ reply }) => reply !== '');
    return [
      ...earlier.flatMap((turn): Exchange[] => [
        { role: 'user', text: turn.prompt },
        { role: 'assistant', text: turn.reply },
      ]),
      { role: 'user', text: prompt },
    ];
  }
}

/** A turn that waits neither for its next try nor for the user. */
function atWork(turn: Turn): Turn {
  const { waiting, proposal, ...others } = turn;
  return waiting === undefined && proposal === undefined ? turn : others;
}

/** A receipt of what was shown to the user and is not sent yet tells what would be. */
function unsent(turn: Turn): Turn {
  const { receipt, ...others } = turn;
  return receipt === undefined ? turn : others;
}

function declined(turn: Turn): Turn {
  return { ...unsent(atWork(turn)), state: 'declined' };
}

function asVisionError(error: unknown): VisionError {
  return isVisionError(error) ? error : new VisionError('internal', {}, { cause: error });
}

function sum(before: Usage | undefined, more: Usage): Usage {
  return {
    inputTokens: (before?.inputTokens ?? 0) + more.inputTokens,
    outputTokens: (before?.outputTokens ?? 0) + more.outputTokens,
  };
}
