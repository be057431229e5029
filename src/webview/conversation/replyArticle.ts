import { element, showDone } from '../shared/dom';
import { GrowingMarkdown, type Part } from '../markdown/growingMarkdown';
import { renderMarkdown, type References } from '../markdown/markdown';
import { Painter } from '../shared/painter';
import { elementsOf, patchChildren } from '../shared/patch';
import { keepingEnd } from '../shared/scroll';
import { tidyUnfinished } from '../markdown/unfinished';

export interface ReplyLabels {
  readonly reply: string;
  readonly copyCode: string;
}

/** A reply's Markdown on screen, while it streams and after. */
export class ReplyArticle {
  readonly element: HTMLElement;
  private source = '';
  private running = false;
  private growing = new GrowingMarkdown();
  /** How many of the article's children are rendered for good. */
  private settled = 0;
  private references: References = {};
  private readonly painter = new Painter(() => keepingEnd(() => this.render()));

  constructor(
    private readonly labels: ReplyLabels,
    onCopyCode: (text: string) => void,
  ) {
    this.element = element('article', { 'aria-label': labels.reply });
    this.element.addEventListener('click', ({ target }) => {
      const button = target instanceof Element ? target.closest('.copy-code') : null;
      if (button) {
        onCopyCode(button.closest('.code')?.querySelector('code')?.textContent ?? '');
        showDone(button);
      }
    });
  }

  /** The Markdown that has arrived. */
  get markdown(): string {
    return this.source;
  }

  append(text: string): void {
    const isFirst = this.source === '';
    this.source += text;
    this.growing.append(text);
    if (isFirst) {
      this.painter.now();
    } else {
      this.painter.request();
    }
  }

  /** Shows a whole reply; `running` tells whether more will be appended. */
  set(reply: string, running: boolean): void {
    if (reply === this.source && running === this.running) {
      return;
    }
    if (running && this.running && reply.startsWith(this.source)) {
      this.append(reply.slice(this.source.length));
      return;
    }
    this.source = reply;
    this.running = running;
    this.growing = new GrowingMarkdown();
    this.growing.append(reply);
    this.settled = 0;
    this.references = {};
    this.element.setAttribute('aria-busy', String(running));
    this.painter.now();
  }

  private render(): void {
    if (!this.running) {
      // As a whole: a link may refer to a target that was defined only after it.
      patchChildren(this.element, 0, this.elements(this.source, {}));
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
    patchChildren(this.element, this.settled, [...settled, ...open]);
    this.settled += settled.length;
  }

  private part({ markdown, continues }: Part, references: References): Element[] {
    const elements = this.elements(markdown, references);
    elements[0]?.classList.toggle('continued', continues);
    return elements;
  }

  private elements(markdown: string, references: References): Element[] {
    return elementsOf(renderMarkdown(markdown, this.labels.copyCode, references));
  }
}
