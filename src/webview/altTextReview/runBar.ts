import type { ReviewStrings, ReviewView } from '../../protocol/altTextReview';
import { button, element } from '../shared/dom';
import { ActionButtons } from './actionButtons';
import type { ReviewHost } from './host';
import { setText } from './rowParts';
import { StatusLine } from './statusLine';

/** What texts are asked for and what that costs, the buttons that lead the run, and what it has come to. */
export class RunBar {
  readonly element: HTMLElement;
  private readonly scope: HTMLSelectElement;
  private readonly choice: HTMLElement;
  private readonly estimate = element('span', { class: 'estimate', dir: 'auto' });
  private readonly generate: HTMLButtonElement;
  private readonly pause: HTMLButtonElement;
  private readonly cancel: HTMLButtonElement;
  private readonly apply: HTMLButtonElement;
  private readonly actions: ActionButtons;
  private readonly buttons: HTMLElement;
  private readonly status = new StatusLine();
  private view: ReviewView | undefined;
  private shownScopes = '';

  /** `beforeApply` is called before texts are written, so that the host knows the last of them. */
  constructor(
    private readonly strings: ReviewStrings,
    host: ReviewHost,
    flush: () => void,
  ) {
    this.scope = element('select', { 'aria-label': strings.scope });
    this.scope.addEventListener('change', () => {
      this.showEstimate();
      host.post({ type: 'scope', scope: this.scope.value });
    });
    this.choice = element('div', { class: 'choice' }, this.scope, this.estimate);
    const post = (type: 'generate' | 'pause' | 'resume' | 'cancel' | 'apply') => (): void => {
      flush();
      host.post({ type });
    };
    this.generate = button('secondary', strings.generate, post('generate'));
    this.pause = button('secondary', strings.pause, () =>
      post(this.view?.phase === 'paused' ? 'resume' : 'pause')(),
    );
    this.cancel = button('secondary', strings.cancel, post('cancel'));
    this.apply = button('secondary', '', post('apply'));
    this.actions = new ActionButtons('secondary', (action) => {
      flush();
      host.post({ type: 'action', action });
    });
    this.buttons = element(
      'div',
      { class: 'buttons' },
      this.generate,
      this.pause,
      this.cancel,
      this.apply,
    );
    this.element = element(
      'div',
      { class: 'run' },
      this.choice,
      this.buttons,
      this.actions.element,
      this.status.element,
    );
  }

  update(view: ReviewView): void {
    const focused = document.activeElement;
    const hadFocus = this.buttons.contains(focused);
    const { phase, scopes, accepted, apply, actions, status } = view;
    const isRunning = phase === 'running' || phase === 'paused';
    this.view = view;
    this.showScopes(view);
    this.scope.disabled = phase !== 'ready';
    this.choice.hidden = scopes.length === 0;
    this.generate.hidden = isRunning;
    this.pause.hidden = !isRunning;
    this.cancel.hidden = !isRunning && phase !== 'scanning';
    label(this.pause, phase === 'paused' ? this.strings.resume : this.strings.pause);
    label(this.apply, apply);
    this.apply.disabled = accepted === 0;
    this.actions.update(actions);
    this.status.update(status, phase === 'running' || phase === 'scanning');
    this.showEstimate();
    if (hadFocus && focused?.matches('[hidden], :disabled')) {
      const next = this.buttons.querySelector<HTMLElement>('button:not([hidden], :disabled)');
      (next ?? this.scope).focus();
    }
  }

  private showScopes({ scopes, scope }: ReviewView): void {
    const content = JSON.stringify([scopes, scope]);
    if (content !== this.shownScopes) {
      this.shownScopes = content;
      this.scope.replaceChildren(
        ...scopes.map(({ id, label: name, rows }) =>
          element('option', { value: id }, `${name} (${rows})`),
        ),
      );
      this.scope.value = scope;
    }
  }

  private showEstimate(): void {
    const { phase, scopes = [], accepted = 0 } = this.view ?? {};
    const chosen = scopes.find(({ id }) => id === this.scope.value);
    const canAsk = phase === 'ready' && chosen !== undefined && chosen.rows > 0;
    setText(this.estimate, chosen?.estimate ?? '');
    this.generate.disabled = !canAsk;
    this.generate.className = canAsk ? 'primary' : 'secondary';
    this.apply.className = !canAsk && accepted > 0 ? 'primary' : 'secondary';
  }
}

function label(target: HTMLButtonElement, text: string): void {
  setText(target.firstElementChild ?? target, text);
}
