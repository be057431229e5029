export interface LocatedPorts {
  /** The pointer or the focus came to a piece of the reply that speaks of a region, or left it. */
  lit(id: string | undefined): void;
  /** The region of a piece is to be looked at. */
  look(id: string): void;
}

/** The pieces of a reply that speak of regions: each lights up together with its region. */
export class Located {
  private id: string | undefined;

  constructor(
    private readonly article: HTMLElement,
    ports: LocatedPorts,
  ) {
    for (const type of ['pointerover', 'focusin'] as const) {
      article.addEventListener(type, ({ target }) => {
        const id = idOf(target);
        if (id !== undefined) {
          this.light(id);
          ports.lit(id);
        }
      });
    }
    for (const type of ['pointerout', 'focusout'] as const) {
      article.addEventListener(type, ({ target, relatedTarget }) => {
        const isLeft = idOf(target) !== undefined && idOf(relatedTarget) !== idOf(target);
        if (isLeft && !isInDialog(relatedTarget)) {
          this.light(undefined);
          ports.lit(undefined);
        }
      });
    }
    article.addEventListener('click', ({ target }) => {
      const id = idOf(target);
      // A link is followed, and a text that is being selected is no click.
      const isOther = target instanceof Element && target.closest('a') !== null;
      if (id !== undefined && !isOther && getSelection()?.isCollapsed !== false) {
        ports.look(id);
      }
    });
    article.addEventListener('keydown', (event) => {
      const id = idOf(event.target);
      if (id !== undefined && (event.key === 'Enter' || event.key === ' ')) {
        event.preventDefault();
        ports.look(id);
      }
    });
  }

  light(id: string | undefined): void {
    this.id = id;
    this.refresh();
  }

  /** The reply was rendered anew. */
  refresh(): void {
    this.article.querySelectorAll('.located.lit').forEach((piece) => piece.classList.remove('lit'));
    if (this.id !== undefined) {
      this.article
        .querySelectorAll(`.located[data-regions~="${CSS.escape(this.id)}"]`)
        .forEach((piece) => piece.classList.add('lit'));
    }
  }
}

/** The picture that opens takes pointer and focus: what it was opened for stays lit. */
function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('dialog') !== null;
}

function idOf(target: EventTarget | null): string | undefined {
  const piece = target instanceof Element ? target.closest<HTMLElement>('.located') : null;
  return piece?.dataset.regions?.split(' ', 1)[0];
}
