import type { MarkView, TurnView, PageMessage } from '../../protocol/conversation';
import type { PanelStrings } from '../../protocol/panelStrings';
import { button, element, showDone } from '../shared/dom';
import { actionButtons, errorCard, noticeCard } from './endCards';
import { Items } from './items';
import { MarkChips } from './markChips';
import { plainText } from '../markdown/plainText';
import { Prompt } from './prompt';
import { ProposalCard } from './proposalCard';
import { ReceiptLine } from './receipt';
import { piecesOf } from './regionViews';
import { ReplyArticle } from './replyArticle';
import { Versions } from './versions';
import { WaitingLine } from './waitingLine';

export interface TurnEvents {
  post(message: PageMessage): void;
  copied(): void;
  /** Shows a marked part of an image. */
  look(mark: MarkView): void;
  /** The region of a piece of a reply is pointed at, or none any more; `regionId` has the ids. */
  lit(region: string | undefined): void;
  lookAtRegion(region: string): void;
}

/** One question with its reply and what came after it. */
export class TurnSection {
  readonly element: HTMLElement;
  readonly proposal: ProposalCard;
  private readonly prompt: Prompt;
  private readonly marks: MarkChips;
  private shownMarks: readonly MarkView[] = [];
  private readonly foreword = element('div', { class: 'foreword' });
  private readonly reply: ReplyArticle;
  private readonly waiting: WaitingLine;
  private readonly by = element('p', { class: 'by', dir: 'auto' });
  private readonly items: Items;
  private readonly versions: Versions;
  private readonly buttons = element('div', { class: 'buttons' });
  private readonly receipt: ReceiptLine;
  private readonly end: HTMLElement;
  private readonly cards = element('div', { class: 'cards' });
  private shownButtons = '';
  private shownCards = '';

  constructor(
    private readonly id: number,
    private readonly strings: PanelStrings,
    private readonly events: TurnEvents,
  ) {
    this.prompt = new Prompt(strings);
    this.marks = new MarkChips(strings, (number) => {
      const mark = this.shownMarks.find((one) => one.number === number);
      if (mark) {
        events.look(mark);
      }
    });
    this.reply = new ReplyArticle(
      strings,
      (text) => {
        events.post({ type: 'copyCode', text });
        events.copied();
      },
      { lit: (region) => events.lit(region), look: (region) => events.lookAtRegion(region) },
    );
    this.items = new Items(strings, {
      act: (action, item) => events.post({ type: 'action', turn: id, action, item }),
      copy: (text) => {
        events.post({ type: 'copy', turn: id, form: 'text', text });
        events.copied();
      },
    });
    this.versions = new Versions(strings, (reply) =>
      events.post({ type: 'version', turn: id, reply }),
    );
    this.waiting = new WaitingLine(strings.waiting, (action) => this.act(action));
    this.proposal = new ProposalCard(id, strings, (action) => this.act(action));
    this.receipt = new ReceiptLine(strings);
    this.end = element(
      'div',
      { class: 'turn-end' },
      this.versions.element,
      this.buttons,
      this.receipt.element,
    );
    this.element = element(
      'section',
      { class: 'turn' },
      this.prompt.element,
      this.marks.element,
      this.by,
      this.foreword,
      this.reply.element,
      this.items.element,
      this.waiting.element,
      this.proposal.element,
      this.end,
      this.cards,
    );
  }

  update(turn: TurnView): void {
    this.prompt.set(turn.prompt, turn.command);
    this.shownMarks = turn.marks ?? [];
    this.marks.update(this.shownMarks);
    this.reply.set(turn.reply, turn.running, piecesOf(turn));
    this.element.classList.toggle('running', turn.running);
    const proposal = turn.running ? turn.proposal : undefined;
    this.waiting.update(turn.running && proposal === undefined, turn.waiting);
    this.proposal.update(proposal, turn.receipt);
    this.showEmptiness();
    this.by.textContent = turn.by ?? '';
    this.by.hidden = turn.by === undefined;
    this.items.update(turn.running ? [] : (turn.items ?? []));
    this.element.classList.toggle('itemised', !this.items.element.hidden);
    this.versions.update(turn.running ? undefined : turn.version);
    this.updateButtons(turn);
    this.receipt.update(turn.running ? undefined : turn.receipt);
    this.end.hidden =
      !this.buttons.hasChildNodes() && this.receipt.element.hidden && this.versions.element.hidden;
    this.updateCards(turn);
  }

  /** Lights up the piece of the reply that speaks of a region. */
  light(region: string | undefined): void {
    this.reply.light(region);
  }

  append(text: string): void {
    this.reply.append(text);
    this.showEmptiness();
  }

  private showEmptiness(): void {
    this.element.classList.toggle('empty', this.reply.markdown === '');
  }

  private updateButtons({ running, reply, actions, error }: TurnView): void {
    const content = running ? '' : JSON.stringify([reply === '', actions, error === undefined]);
    if (content === this.shownButtons) {
      return;
    }
    this.shownButtons = content;
    this.buttons.replaceChildren();
    if (running) {
      return;
    }
    if (reply !== '') {
      this.buttons.append(...this.copyButtons());
    }
    if (error === undefined) {
      this.buttons.append(...actionButtons(actions, (action) => this.act(action), 'primary'));
    }
  }

  private copyButtons(): HTMLButtonElement[] {
    const { copy, copyMarkdown } = this.strings;
    return (['text', 'markdown'] as const).map((form) =>
      button(
        'tool',
        form === 'text' ? copy : copyMarkdown,
        (clicked) => {
          const text = plainText(this.reply.markdown);
          this.events.post({ type: 'copy', turn: this.id, form, text });
          this.events.copied();
          showDone(clicked);
        },
        'copy',
        'check',
      ),
    );
  }

  /** Cards that did not change stay, so that an alert is not read out twice. */
  private updateCards({ running, foreword, notices, error }: TurnView): void {
    const content = running ? '' : JSON.stringify([foreword, notices, error]);
    if (content === this.shownCards) {
      return;
    }
    this.shownCards = content;
    const act = this.act.bind(this);
    this.foreword.replaceChildren(...(running || !foreword ? [] : [noticeCard(foreword, act)]));
    this.cards.replaceChildren(
      ...(running ? [] : notices.map((notice) => noticeCard(notice, act))),
      ...(running || !error ? [] : [errorCard(error, act)]),
    );
  }

  private act(action: string): void {
    this.events.post({ type: 'action', turn: this.id, action });
  }
}
