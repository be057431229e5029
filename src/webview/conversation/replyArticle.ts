import { splitThoughts } from '../../core/conversation/thoughts';
import { GrowingMarkdown, type Part } from '../markdown/growingMarkdown';
import { GrowingReply } from '../markdown/growingReply';
import { renderLocated, type LocatedPiece } from '../markdown/locatedText';
import { renderMarkdown, type References } from '../markdown/markdown';
import { tidyUnfinished } from '../markdown/unfinished';
import { element, showDone } from '../shared/dom';
import { Painter } from '../shared/painter';
import { elementsOf, patchChildren } from '../shared/patch';
import { keepingEnd } from '../shared/scroll';
import { Located, type LocatedPorts } from './located';
import { Thoughts } from './thoughts';

export interface ReplyLabels {
  readonly reply: string;
  readonly copyCode: string;
  /** Of what the model thought before it answered. */
  readonly thoughts: string;
}

/** A reply's Markdown on screen, while it streams and after; the model's thoughts are folded away. */
export class ReplyArticle {
  readonly element: HTMLElement;
  private readonly article: HTMLElement;
  private readonly thoughts: Thoughts;
  private source = '';
  private answer = '';
  private running = false;
  private reply = new GrowingReply();
  private growing = new GrowingMarkdown();
  /** How many of the article's children are rendered for good. */
  private settled = 0;
  private references: References = {};
  private pieces: readonly LocatedPiece[] = [];
  private readonly located: Located;
  private readonly painter = new Painter(() => keepingEnd(() => this.render()));

  constructor(
    private readonly labels: ReplyLabels,
    onCopyCode: (text: string) => void,
    ports: LocatedPorts,
  ) {
    this.article = element('article', { 'aria-label': labels.reply });
    this.located = new Located(this.article, ports);
    this.element = element('div', { class: 'reply' }, this.article);
    this.thoughts = new Thoughts(labels.thoughts, this.element);
    this.article.addEventListener('click', ({ target }) => {
      const button = target instanceof Element ? target.closest('.copy-code') : null;
      if (button) {
        onCopyCode(button.closest('.code')?.querySelector('code')?.textContent ?? '');
        showDone(button);
      }
    });
  }

  /** The Markdown of the answer that has arrived, without the thoughts. */
  get markdown(): string {
    return this.answer;
  }

  append(text: string): void {
    const isFirst = this.source === '';
    this.source += text;
    this.take(text);
    if (isFirst) {
      this.painter.now();
    } else {
      this.painter.request();
    }
  }

  /** Lights up the piece that speaks of a region. */
  light(id: string | undefined): void {
    this.located.light(id);
  }

  /**
   * Shows a whole reply; `running` tells whether more will be appended. `pieces` of it speak of regions, which is
   * shown when it has ended.
   */
  set(reply: string, running: boolean, pieces: readonly LocatedPiece[] = []): void {
    const isSame = reply === this.source && running === this.running;
    if (isSame && JSON.stringify(pieces) === JSON.stringify(this.pieces)) {
      return;
    }
    this.pieces = pieces;
    if (running && this.running && reply.startsWith(this.source)) {
      this.append(reply.slice(this.source.length));
      return;
    }
    this.source = reply;
    this.running = running;
    this.article.setAttribute('aria-busy', String(running));
    if (running) {
      this.reply = new GrowingReply();
      this.begin();
      this.thoughts.set('');
      this.take(reply);
    } else {
      const { thoughts, answer } = splitThoughts(reply);
      this.answer = answer;
      this.thoughts.set(thoughts);
    }
    this.painter.now();
  }

  private begin(): void {
    this.answer = '';
    this.growing = new GrowingMarkdown();
    this.settled = 0;
    this.references = {};
  }

  private take(text: string): void {
    const { thoughts, answer, anew } = this.reply.append(text);
    if (anew) {
      this.begin();
      this.thoughts.set(thoughts);
    } else {
      this.thoughts.append(thoughts);
    }
    this.answer += answer;
    this.growing.append(answer);
  }

  private render(): void {
    if (!this.running) {
      // As a whole: a link may refer to a target that was defined only after it.
      const render = (markdown: string): Element[] => this.elements(markdown, {});
      const start = this.source.lastIndexOf(this.answer);
      const pieces = this.pieces.map((piece) => ({ ...piece, offset: piece.offset - start }));
      patchChildren(
        this.article,
        0,
        renderLocated(
          this.answer,
          pieces.filter(({ offset }) => start >= 0 && offset >= 0),
          render,
        ),
      );
      this.located.refresh();
      return;
    }
    const growth = this.growing.take();
    if (growth === undefined) {
      return;
    }
    const settled = growth.settled.flatMap((part) => this.part(part, this.references));
    const { markdown, continues } = growth.open;
    const shown = { markdown: tidyUnfinished(markdown), continues };
    const open = this.part(shown, { ...this.references });
    const before = this.article.children[this.settled - 1];
    markCuts([...(before ? [before] : []), ...settled, ...open]);
    patchChildren(this.article, this.settled, [...settled, ...open]);
    this.settled += settled.length;
  }

  private part({ markdown, continues }: Part, references: References): Element[] {
    const elements = this.elements(markdown, references);
    if (continues) {
      elements[0]?.classList.add('continued');
    }
    return elements;
  }

  private elements(markdown: string, references: References): Element[] {
    return elementsOf(renderMarkdown(markdown, this.labels.copyCode, references));
  }
}

/** Marks the parts of a block that the next one continues. */
function markCuts(elements: readonly Element[]): void {
  elements.forEach((part, at) => {
    if (elements[at + 1]?.classList.contains('continued')) {
      part.classList.add('cut');
    }
  });
}
