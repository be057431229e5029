import type { PanelStrings, TurnView, WebviewMessage } from '../protocol';
import { button, element, showDone } from './dom';
import { actionButtons, errorCard, noticeCard } from './endCards';
import { plainText } from './plainText';
import { Prompt } from './prompt';
import { ReplyArticle } from './replyArticle';
import { WaitingLine } from './waitingLine';

export interface TurnEvents {
  post(message: WebviewMessage): void;
  copied(): void;
}

/** One question with its reply and what came after it. */
export class TurnSection {
  readonly element: HTMLElement;
  private readonly prompt: Prompt;
  private readonly reply: ReplyArticle;
  private readonly waiting: WaitingLine;
  private readonly end = element('div', { class: 'turn-end' });
  private readonly cards = element('div', { class: 'cards' });
  private shownEnd = '';
  private shownCards = '';

  constructor(
    private readonly id: number,
    private readonly strings: PanelStrings,
    private readonly events: TurnEvents,
  ) {
    this.prompt = new Prompt(strings.question);
    this.reply = new ReplyArticle(strings, (text) => {
      events.post({ type: 'copyCode', text });
      events.copied();
    });
    this.waiting = new WaitingLine(strings.waiting, (action) => this.act(action));
    this.element = element(
      'section',
      { class: 'turn' },
      this.prompt.element,
      this.reply.element,
      this.waiting.element,
      this.end,
      this.cards,
    );
  }

  update(turn: TurnView): void {
    this.prompt.set(turn.prompt);
    this.reply.set(turn.reply, turn.running);
    this.element.classList.toggle('running', turn.running);
    this.waiting.update(turn.running, turn.waiting);
    this.showEmptiness();
    this.updateEnd(turn);
    this.updateCards(turn);
  }

  append(text: string): void {
    this.reply.append(text);
    this.showEmptiness();
  }

  private showEmptiness(): void {
    this.element.classList.toggle('empty', this.reply.markdown === '');
  }

  private updateEnd({ running, reply, actions, usage, error }: TurnView): void {
    const content = running
      ? ''
      : JSON.stringify([reply === '', actions, usage, error === undefined]);
    if (content === this.shownEnd) {
      return;
    }
    this.shownEnd = content;
    this.end.replaceChildren();
    if (running) {
      return;
    }
    const buttons = reply === '' ? [] : this.copyButtons();
    if (error === undefined) {
      buttons.push(...actionButtons(actions, (action) => this.act(action), 'primary'));
    }
    if (buttons.length > 0) {
      this.end.append(element('div', { class: 'buttons' }, ...buttons));
    }
    if (usage !== undefined) {
      this.end.append(element('p', { class: 'usage' }, usage));
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
  private updateCards({ running, notices, error }: TurnView): void {
    const content = running ? '' : JSON.stringify([notices, error]);
    if (content === this.shownCards) {
      return;
    }
    this.shownCards = content;
    const act = this.act.bind(this);
    this.cards.replaceChildren(
      ...(running ? [] : notices.map((notice) => noticeCard(notice, act))),
      ...(running || !error ? [] : [errorCard(error, act)]),
    );
  }

  private act(action: Extract<WebviewMessage, { type: 'action' }>['action']): void {
    this.events.post({ type: 'action', turn: this.id, action });
  }
}
