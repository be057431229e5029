import type { ConversationView, HostMessage, TurnView } from '../../protocol/conversation';
import type { PanelStrings } from '../../protocol/panelStrings';
import { Announcer } from '../shared/announcer';
import { Composer } from './composer';
import { Desk } from './desk';
import { button, element, isComposing } from '../shared/dom';
import type { Host } from './host';
import { ImageStrip } from './imageStrip';
import { InSight } from './inSight';
import { PixelCache } from './pixelCache';
import type { ProposalCard } from './proposalCard';
import { keepingEnd, follow } from '../shared/scroll';
import { Pointing } from './pointing';
import { TurnNews } from './turnNews';
import { TurnSection } from './turnSection';

/** The whole panel: it shows what the host tells and sends back what the user does. */
export class ConversationPage {
  private readonly title = element('h1', { class: 'visually-hidden' });
  private readonly pixels: PixelCache;
  private readonly images: ImageStrip;
  private readonly inSight: InSight;
  private readonly connection = element('p', { class: 'connection' });
  private readonly conversation = element('section', { class: 'conversation' });
  private readonly announcer = new Announcer();
  private readonly news: TurnNews;
  private readonly sections = new Map<number, TurnSection>();
  private composer: Composer | undefined;
  private desk: Desk | undefined;
  private pointing: Pointing | undefined;
  private strings: PanelStrings | undefined;
  private turns: TurnView[] = [];
  private canFollowUp = false;
  /** What holds for the next question. */
  private next: Pick<ConversationView, 'detail' | 'canShowPlaces' | 'sendsFoundText'> = {};
  private nextMark = 1;
  private shownImages: readonly string[] = [];

  constructor(
    private readonly root: HTMLElement,
    private readonly host: Host,
  ) {
    this.news = new TurnNews(this.announcer, host);
    const open = (id: string): void => this.pointing?.open(id);
    this.pixels = new PixelCache((id) => host.ask('pixels', { id }));
    this.images = new ImageStrip(
      (id) => this.pixels.get(id),
      open,
      (type, image) => host.post({ type, image }),
    );
    this.inSight = new InSight(this.images.element, open);
    root.tabIndex = -1;
    root.append(
      this.title,
      element('header', { class: 'subject' }, this.images.element, this.connection),
      this.inSight.element,
      this.conversation,
      this.announcer.element,
    );
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.isRunning && !isComposing(event)) {
        event.preventDefault();
        host.post({ type: 'stop' });
      }
    });
    document.addEventListener('scrollend', () =>
      host.keep({ scroll: document.documentElement.scrollTop }),
    );
  }

  receive(message: HostMessage): void {
    switch (message.type) {
      case 'show':
        this.show(message.strings, message.conversation);
        break;
      case 'turn':
        this.upsert(message.turn);
        break;
      case 'text':
        this.sections.get(message.turn)?.append(message.text);
        break;
      case 'focus':
        this.focus();
        break;
    }
  }

  private focus(): void {
    if (this.proposal) {
      this.proposal.focus();
    } else if (this.composer?.focus() !== true) {
      this.root.focus({ preventScroll: true });
    }
  }

  private get isRunning(): boolean {
    return this.turns.some(({ running }) => running);
  }

  private show(strings: PanelStrings, conversation: ConversationView): void {
    const isFirst = this.strings === undefined;
    this.host.keep({ conversation: conversation.id });
    this.strings = strings;
    this.canFollowUp = conversation.canFollowUp;
    this.next = conversation;
    this.title.textContent = conversation.title;
    const { images, pending: added = [], turns } = conversation;
    this.images.update(images, strings.images, strings.adding);
    this.inSight.update(this.images.pictures, strings.adding.inSight);
    this.showConnection(conversation.connection, strings.changeConnection);
    this.conversation.setAttribute('aria-label', strings.conversation);
    this.build(strings);
    this.desk?.update(added, turns.length === 0);
    this.nextMark = conversation.nextMark ?? 1;
    this.shownImages = [...images, ...added].map(({ id }) => id);
    const brought = turns.flatMap((turn) => turn.brought ?? []);
    this.pixels.keep([...this.shownImages, ...brought.map(({ id }) => id)]);
    this.changeTurns(() => {
      keepingEnd(() => {
        turns.forEach((turn) => this.showTurn(turn));
        this.refresh();
      });
      if (isFirst) {
        document.documentElement.scrollTop = this.host.state.scroll;
      }
    });
  }

  /** The foot and what lies over the page, which are made with the first texts that come. */
  private build(strings: PanelStrings): void {
    if (this.composer !== undefined) {
      return;
    }
    const { host } = this;
    const desk = new Desk(strings.adding, {
      host,
      pixels: this.pixels,
      announcer: this.announcer,
      open: (id) => this.pointing?.open(id),
      text: (text) => this.composer?.insert(text),
      focus: () => this.focus(),
      changed: () => this.composer?.refresh(),
    });
    const pointing = new Pointing(
      strings,
      host,
      () => [...this.images.pictures, ...desk.pictures],
      () => this.focus(),
      (region) => this.sections.forEach((section) => section.light(region)),
    );
    const { pending, chips, viewer } = pointing;
    this.composer = new Composer(strings, host, pending, desk, [...desk.above, chips.element]);
    this.conversation.before(desk.invitation);
    this.root.append(this.composer.element, viewer.element, desk.zone);
    this.desk = desk;
    this.pointing = pointing;
  }

  private showConnection(connection: string, change: string): void {
    this.connection.hidden = connection === '';
    this.connection.replaceChildren(
      element('span', { class: 'connection-name' }, connection),
      button('quiet', change, () =>
        this.host.post({
          type: 'action',
          turn: this.turns.at(-1)?.id ?? 0,
          action: 'selectConnection',
        }),
      ),
    );
  }

  private upsert(turn: TurnView): void {
    const isNew = !this.sections.has(turn.id);
    this.changeTurns(() => {
      keepingEnd(() => {
        this.showTurn(turn);
        this.refresh();
      });
      if (isNew) {
        follow();
      }
    });
  }

  /** The proposal that waits for an answer. */
  private get proposal(): ProposalCard | undefined {
    return [...this.sections.values()].find(({ proposal }) => proposal.isShown)?.proposal;
  }

  /** Moves the focus to a proposal that came with a change, and away from one that went. */
  private changeTurns(change: () => void): void {
    const before = this.proposal;
    const hadFocus = before?.hasFocus ?? false;
    const wasWriting = this.composer?.isWriting ?? false;
    change();
    const now = this.proposal;
    if (now && now !== before) {
      follow();
      if (document.hasFocus()) {
        now.focus(wasWriting);
      }
    } else if (!now && hadFocus) {
      this.focus();
    }
  }

  private showTurn(turn: TurnView): void {
    const { strings } = this;
    if (strings === undefined) {
      return;
    }
    let section = this.sections.get(turn.id);
    if (section === undefined) {
      section = new TurnSection(turn.id, strings, {
        post: (message) => this.host.post(message),
        copied: () => this.announcer.say(strings.copied),
        look: (mark) => this.pointing?.lookAt(mark),
        lit: (region) => this.pointing?.light(region),
        lookAtRegion: (region) => this.pointing?.lookAtRegion(region),
        open: (id) => this.pointing?.open(id),
        pixels: (id) => this.pixels.get(id),
      });
      this.sections.set(turn.id, section);
      this.conversation.append(section.element);
    }
    const before = this.turns.find(({ id }) => id === turn.id);
    this.turns = [...this.turns.filter(({ id }) => id !== turn.id), turn].sort(
      (a, b) => a.id - b.id,
    );
    section.update(turn);
    this.news.announce(before, turn, strings);
  }

  private refresh(): void {
    const numbers = this.turns.flatMap(({ marks = [] }) => marks.map(({ number }) => number + 1));
    this.pointing?.update(this.turns, this.shownImages, Math.max(this.nextMark, ...numbers));
    this.composer?.update({
      running: this.isRunning,
      asking: this.proposal !== undefined,
      canFollowUp: this.canFollowUp,
      isFirst: this.turns.length === 0,
      detail: this.next.detail,
      canShowPlaces: this.next.canShowPlaces ?? false,
      sendsFoundText: this.next.sendsFoundText,
    });
  }
}
