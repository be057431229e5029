import type { ConversationView, HostMessage, TurnView } from '../../protocol/conversation';
import type { PanelStrings } from '../../protocol/panelStrings';
import { Announcer } from '../shared/announcer';
import { Composer } from './composer';
import { button, element, isComposing } from '../shared/dom';
import type { Host } from './host';
import { ImageStrip } from './imageStrip';
import type { ProposalCard } from './proposalCard';
import { keepingEnd, follow } from '../shared/scroll';
import { Pointing } from './pointing';
import { TurnNews } from './turnNews';
import { TurnSection } from './turnSection';

/** The whole panel: it shows what the host tells and sends back what the user does. */
export class ConversationPage {
  private readonly title = element('h1', { class: 'visually-hidden' });
  private readonly images: ImageStrip;
  private readonly connection = element('p', { class: 'connection' });
  private readonly conversation = element('section', { class: 'conversation' });
  private readonly announcer = new Announcer();
  private readonly news: TurnNews;
  private readonly sections = new Map<number, TurnSection>();
  private composer: Composer | undefined;
  private pointing: Pointing | undefined;
  private strings: PanelStrings | undefined;
  private turns: TurnView[] = [];
  private canFollowUp = false;
  private canShowPlaces = false;
  private detail: ConversationView['detail'];
  private nextMark = 1;
  private shownImages: readonly string[] = [];

  constructor(
    private readonly root: HTMLElement,
    private readonly host: Host,
  ) {
    this.news = new TurnNews(this.announcer, host);
    this.images = new ImageStrip(
      (id) => host.ask('pixels', { id }),
      (id) => this.pointing?.open(id),
    );
    root.tabIndex = -1;
    root.append(
      this.title,
      element('header', { class: 'subject' }, this.images.element, this.connection),
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
    this.detail = conversation.detail;
    this.canShowPlaces = conversation.canShowPlaces ?? false;
    this.title.textContent = conversation.title;
    this.images.update(conversation.images, strings.images);
    this.showConnection(conversation.connection, strings.changeConnection);
    this.conversation.setAttribute('aria-label', strings.conversation);
    if (this.composer === undefined) {
      const pointing = new Pointing(
        strings,
        this.host,
        () => this.images.pictures,
        () => this.focus(),
        (region) => this.sections.forEach((section) => section.light(region)),
      );
      const { pending, chips, viewer } = pointing;
      this.composer = new Composer(strings, this.host, pending, chips.element);
      this.root.append(this.composer.element, viewer.element);
      this.pointing = pointing;
    }
    this.nextMark = conversation.nextMark ?? 1;
    this.shownImages = conversation.images.map(({ id }) => id);
    this.changeTurns(() => {
      keepingEnd(() => {
        conversation.turns.forEach((turn) => this.showTurn(turn));
        this.refresh();
      });
      if (isFirst) {
        document.documentElement.scrollTop = this.host.state.scroll;
      }
    });
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
      detail: this.detail,
      canShowPlaces: this.canShowPlaces,
    });
  }
}
