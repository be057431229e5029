import type { Drafts } from './drafts';
import type { ReviewGrid } from './reviewGrid';
import type { ReviewRow } from './reviewRow';
import type { RowAction, RowActions } from './rowActions';
import type { RowView } from '../../protocol/altTextReview';

/** Makes the grid answer to the mouse, and to what is typed into its boxes. */
export function listenToGrid(grid: ReviewGrid, actions: RowActions, drafts: Drafts): void {
  const on = <Name extends keyof HTMLElementEventMap>(
    name: Name,
    handle: (event: HTMLElementEventMap[Name], line: ReviewRow, row: RowView) => void,
  ): void =>
    grid.element.addEventListener(name, (event) => {
      const line = grid.window.rowOf(event.target);
      const row = line && grid.rowView(line.id);
      if (row) {
        handle(event, line, row);
      }
    });

  on('mousedown', (event) => {
    if (event.shiftKey && choosesRows(event.target)) {
      event.preventDefault(); // It selects rows, not text, from where the focus is.
    }
  });
  on('click', (event, line, row) => {
    const action = actionOf(event.target);
    if (event.shiftKey && choosesRows(event.target)) {
      const { shown, selection, current = row } = grid;
      selection.extend(current.id, row.id, (one, other) => shown.between(one, other));
      line.element.focus({ preventScroll: true });
    } else if (action !== undefined) {
      actions.act(action, row);
    } else if ((event.ctrlKey || event.metaKey) && !isControl(event.target)) {
      actions.act('select', row);
    }
  });
  on('input', (event, line, row) => {
    if (event.target === line.box) {
      drafts.write(row, line.box.value);
      grid.request();
    }
  });
  on('focusin', (event, line, row) => {
    if (event.target === line.box) {
      actions.beginEdit(row);
    }
  });
  on('focusout', (event, line, row) => {
    if (event.target === line.box) {
      actions.endEdit(row);
    }
    if (!line.element.contains(event.relatedTarget as Node | null)) {
      line.askForHint(false);
    }
  });
  on('submit', (event, line, row) => {
    event.preventDefault();
    actions.sendHint(row, line);
  });
  grid.element.addEventListener(
    'error',
    ({ target }) => {
      const line = grid.window.rowOf(target);
      if (line && target instanceof HTMLImageElement) {
        grid.dropThumbnail(line.id);
      }
    },
    { capture: true },
  );
}

function choosesRows(target: EventTarget | null): boolean {
  return actionOf(target) === 'select' || !isControl(target);
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, textarea, input') !== null;
}

function actionOf(target: EventTarget | null): RowAction | undefined {
  const control = target instanceof Element ? target.closest<HTMLElement>('[data-do]') : null;
  return control?.dataset.do as RowAction | undefined;
}
