import { Conversation, type Asked } from '../../core/conversation/conversation';
import { imagesIn, withImages } from '../../core/conversation/message';
import type { AnsweredBy, ReplyEvent } from '../../core/conversation/reply';
import type { VisionRequest } from '../../core/conversation/request';
import { imagesOf, shownReply, startOf, type Turn } from '../../core/conversation/turn';
import type { Decision } from '../../core/cost/receipt';
import type { Detail } from '../../core/images/detail';
import type { SourceImage } from '../../core/images/images';
import type { ImageId } from '../../core/images/imageId';
import type { Answerer } from '../connections/answerer';
import { startedAtOnce } from '../headStart';
import type { ImageRecord, ImageStore } from '../images/imageStore';
import type { Settings } from '../settings';
import { Decisions } from './decisions';
import { answeredBy } from './answeredBy';
import { consentSince, withConsent } from './consents';
import { PendingImages } from './pendingImages';
import { answererFor, imagesFor, replyTo } from './replyTo';
import type { Consent } from './sending';
import type { Command, SessionListener, SessionPorts, SessionStart } from './sessionPorts';
import { mannerOf, settingsOf } from './sessionSettings';

/** A conversation with what belongs to it: its images, who answered, what the user agreed to. */
export class Session {
  private currentId: string;
  private readonly conversation: Conversation;
  /** The images of the next question. */
  readonly pending: PendingImages;
  private readonly decisions = new Decisions();
  private readonly answerers = new WeakMap<AnsweredBy, Answerer>();
  private readonly listeners = new Set<SessionListener>();
  private shownTitle: string;
  private agreed: Consent;
  private ahead: Promise<Answerer> | undefined;

  constructor(
    private readonly ports: SessionPorts,
    { id, title, turns = [], consent = { given: [] }, pending = [] }: SessionStart,
  ) {
    this.pending = new PendingImages(pending, () => this.refresh());
    this.currentId = id;
    this.shownTitle = title;
    this.agreed = consent;
    this.conversation = new Conversation(
      () => mannerOf(this.settings),
      (turn, request, signal) => this.respond(turn, request, signal),
      {
        turnChanged: (turn) => this.turnChanged(turn),
        textAdded: (turn, text, isShown) =>
          this.tell((listener) => listener.textAdded(turn, text, isShown)),
      },
      turns,
    );
  }

  get id(): string {
    return this.currentId;
  }

  get title(): string {
    return this.shownTitle;
  }

  get turns(): readonly Turn[] {
    return this.conversation.turns;
  }

  get consent(): Consent {
    return this.agreed;
  }

  get isRunning(): boolean {
    return this.conversation.isRunning;
  }

  get detail(): Detail {
    return this.conversation.detail;
  }

  /** All images that its questions brought, in the order in which they came, and those of the next one. */
  get images(): readonly ImageId[] {
    const asked = this.turns.flatMap(({ question }) => question.images);
    return [...new Set([...asked, ...this.pending.ids])];
  }

  /** The images that the last question is about. */
  get currentImages(): readonly ImageId[] {
    return this.turns.slice(-1).flatMap((last) => imagesOf(this.turns, last));
  }

  listen(listener: SessionListener): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  }

  /** Asks a command's question, which is no follow-up. Resolves when the reply has ended. */
  begin({ title, asked, answerer }: Command): Promise<void> {
    this.shownTitle = title;
    answerer.catch(() => undefined); // It is told as the reply's failure.
    this.ahead = answerer;
    this.tell((listener) => listener.changed());
    const { detail } = settingsOf(this.ports, asked.images ?? []);
    return this.conversation.ask({ detail, ...asked, startsAnew: true });
  }

  /** Asks a question that builds on what was said. The first one of all gives the conversation its `title`. */
  ask(asked: Asked, title?: string): Promise<void> {
    const isFirst = this.turns.length === 0;
    if (isFirst && title !== undefined) {
      this.shownTitle = title;
    }
    const { detail } = settingsOf(this.ports, asked.images ?? []);
    const ended = this.conversation.ask(isFirst ? { detail, ...asked } : asked);
    if (isFirst || (asked.images ?? []).length > 0) {
      this.refresh();
    }
    return ended;
  }

  retry(turn: number): Promise<void> {
    return this.conversation.retry(turn);
  }

  continue(turn: number): Promise<void> {
    return this.conversation.continue(turn);
  }

  show(turn: number, reply: number): void {
    this.conversation.show(turn, reply);
  }

  /** What the user chose about a proposal; of no effect where none stands. */
  decide(decision: Decision): void {
    this.decisions.take(decision);
  }

  stop(): void {
    this.conversation.stop();
  }

  /** Who gave the reply on show; undefined where that was in an earlier session of the editor. */
  answererOf(turn: Turn): Answerer | undefined {
    const { by } = shownReply(turn);
    return by && this.answerers.get(by);
  }

  /** What is known of the images that a turn's question is about; marked parts of them are none of their own. */
  recordsOf(turn: Turn): ImageRecord[] {
    const records = imagesOf(this.turns, turn).flatMap((id) => this.ports.images.record(id) ?? []);
    return records.filter(({ part }) => part === undefined);
  }

  /** Goes on under another id, as another window goes on under this one. */
  goOnAs(id: string): void {
    this.currentId = id;
    this.refresh();
  }

  /** Has it shown anew where something that it depends on has changed. */
  refresh(): void {
    this.tell((listener) => listener.changed());
  }

  /** Ends what runs and lets the images go. */
  dispose(): void {
    this.stop();
    this.listeners.clear();
    this.ports.images.release(this.images);
  }

  /** Those that hold where its images are. */
  get settings(): Settings {
    return settingsOf(this.ports, this.currentImages);
  }

  private async *respond(
    turn: Turn,
    asked: VisionRequest<ImageId>,
    signal: AbortSignal,
  ): AsyncGenerator<ReplyEvent, void, undefined> {
    const { ports } = this;
    const answering = this.ahead ?? answererFor(turn, ports);
    this.ahead = undefined;
    const ids = imagesOf(this.turns, turn);
    const [sending, job, images, answerer] = await Promise.all([
      ports.loadSending(),
      ports.jobs.load(turn.job),
      imagesFor(ids, ports, signal),
      answering,
    ]);
    if (signal.aborted) {
      return;
    }
    const found = new Map(images.map((image, index) => [ids[index], image]));
    const request: VisionRequest<SourceImage> = {
      ...asked,
      messages: withImages(asked.messages, (id) => [found.get(id) ?? []].flat()),
    };
    const started = performance.now();
    const wanted = {
      turn,
      asked,
      request,
      structure: answerer.isOffline ? undefined : job?.structure?.(this.recordsOf(turn)),
      settings: this.settings,
      sending: { ...this.sendingBy(answerer, turn), ids: imagesIn(asked.messages) },
      send: sending.sendRequest,
    };
    const reply = startedAtOnce(replyTo(wanted, ports, signal));
    const facts = [...found.values()].map(ports.factsOf).join(', ');
    ports.log.info(`Asking ${answerer.label} about ${found.size} image(s): ${facts}`);
    const by = answeredBy(answerer);
    this.answerers.set(by, answerer);
    yield { type: 'answerer', by };
    this.tell((listener) => listener.changed());
    yield* reply;
    ports.log.info(`The reply ended after ${Math.round(performance.now() - started)} ms.`);
  }

  /** What was agreed to holds for what is said since the last command: another is agreed to anew. */
  private sendingBy(answerer: Answerer, turn: Turn) {
    const { ports, decisions } = this;
    const since = startOf(this.turns, turn);
    return {
      answerer,
      settings: this.settings,
      consent: consentSince(this.agreed, since),
      agreedTo: (consent: Consent) => (this.agreed = withConsent(this.agreed, since, consent)),
      prepared: ports.prepared,
      drawn: ports.drawn,
      decide: ports.decide ?? ((signal: AbortSignal) => decisions.next(signal)),
      downloaded: (...[image, file]: Parameters<ImageStore['replace']>) => {
        ports.images.replace(image, file);
        this.tell((listener) => listener.changed());
      },
      log: ports.log,
    };
  }

  private turnChanged(turn: Turn): void {
    this.ports.log.turn(shownReply(turn));
    this.tell((listener) => listener.turnChanged(turn));
  }

  private tell(news: (listener: SessionListener) => void): void {
    for (const listener of this.listeners) {
      news(listener);
    }
  }
}
