import type { RowView } from '../../protocol/altTextReview';
import { isComposing } from '../shared/dom';
import type { ReviewGrid } from './reviewGrid';
import type { ReviewRow } from './reviewRow';
import type { RowAction, RowActions } from './rowActions';

/** What the letters do while the focus is in a row and not in a text box. */
const letters: Readonly<Record<string, RowAction>> = {
  a: 'accept',
  s: 'skip',
  d: 'decorative',
  r: 'regenerate',
  o: 'open',
  v: 'picture',
};

interface Place {
  readonly grid: ReviewGrid;
  readonly actions: RowActions;
  readonly line: ReviewRow;
  readonly row: RowView;
}

type Handler = (place: Place) => void;

/** Makes the grid do what its keys say. */
export function listenToKeys(grid: ReviewGrid, actions: RowActions): void {
  grid.element.addEventListener('keydown', (event) => {
    const line = grid.window.rowOf(event.target);
    const row = line && grid.rowView(line.id);
    if (row && !isComposing(event) && !event.altKey) {
      const place = { grid, actions, line, row };
      const handler = handlerFor(event, place);
      if (handler) {
        event.preventDefault();
        // VS Code listens at the window, and would select all words of the page, too.
        event.stopPropagation();
        handler(place);
      }
    }
  });
}

function handlerFor(event: KeyboardEvent, { line }: Place): Handler | undefined {
  const { key, target, shiftKey } = event;
  const isCommand = event.ctrlKey || event.metaKey;
  if (target === line.box) {
    return inBox(key, isCommand);
  }
  if (target === line.hint) {
    return key === 'Escape' ? leaveHint : undefined;
  }
  if (isCommand) {
    return key.toLowerCase() === 'a' ? selectAll : undefined;
  }
  const letter = letters[key.toLowerCase()];
  if (letter !== undefined && !shiftKey) {
    // A letter that is held would take back what it has done.
    return event.repeat ? () => undefined : ({ actions, row }) => actions.act(letter, row);
  }
  return target === line.element ? (onRow[key] ?? moves(key, shiftKey)) : moves(key, shiftKey);
}

function inBox(key: string, isCommand: boolean): Handler | undefined {
  if (key === 'Enter' && isCommand) {
    return ({ actions, row }) => actions.acceptAndMoveOn(row);
  }
  return key === 'Escape' ? ({ actions, row, line }) => actions.restore(row, line) : undefined;
}

const leaveHint: Handler = ({ grid, line }) => {
  line.askForHint(false);
  grid.focusCurrent();
};

const selectAll: Handler = ({ grid }) => {
  grid.selection.choose(grid.shown.ids);
  grid.request();
};

const edit: Handler = ({ grid, line }) => {
  line.box.focus({ preventScroll: true });
  grid.reveal();
};

/** Keys of the row itself: on a button they press it. */
const onRow: Readonly<Record<string, Handler>> = {
  Enter: edit,
  ' ': ({ actions, row }) => actions.act('select', row),
  Escape: ({ grid }) => {
    grid.selection.choose([]);
    grid.request();
  },
};

function moves(key: string, shiftKey: boolean): Handler | undefined {
  switch (key) {
    case 'ArrowUp':
    case 'ArrowDown': {
      const step = key === 'ArrowUp' ? -1 : 1;
      return shiftKey ? extendBy(step) : move((grid) => grid.moveBy(step));
    }
    case 'PageUp':
      return move((grid) => grid.moveBy(-1, true));
    case 'PageDown':
      return move((grid) => grid.moveBy(1, true));
    case 'Home':
      return move((grid) => grid.moveTo(0));
    case 'End':
      return move((grid) => grid.moveTo(grid.shown.count - 1));
    case 'ArrowRight':
      return ({ line }) => toControl(line, 1);
    case 'ArrowLeft':
      return ({ line }) => toControl(line, -1);
    case 'F2':
      return edit;
    case 'Escape':
      return ({ grid }) => grid.focusCurrent();
    default:
      return undefined;
  }
}

function move(go: (grid: ReviewGrid) => void): Handler {
  return ({ grid }) => {
    grid.selection.endExtension();
    go(grid);
  };
}

function extendBy(step: number): Handler {
  return ({ grid, row }) => {
    grid.moveBy(step);
    const { current, selection, shown } = grid;
    if (current) {
      selection.extend(row.id, current.id, (one, other) => shown.between(one, other));
      grid.request();
    }
  };
}

/** Moves the focus through the row's controls; before the first one is the row itself. */
function toControl(line: ReviewRow, step: number): void {
  const stops = [line.element, ...line.controls];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  stops[at + step]?.focus({ preventScroll: true });
}
