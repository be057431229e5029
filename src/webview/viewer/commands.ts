/** What a button or a key of the viewer does. */
export type Command =
  | 'zoomIn'
  | 'zoomOut'
  | 'fit'
  | 'actualSize'
  | 'previous'
  | 'next'
  | 'regions'
  | 'mark'
  | 'savePng'
  | 'saveJson'
  | 'close';

const commands: Readonly<Record<string, Command>> = {
  '+': 'zoomIn',
  '=': 'zoomIn',
  '-': 'zoomOut',
  _: 'zoomOut',
  '0': 'fit',
  '1': 'actualSize',
  '[': 'previous',
  ']': 'next',
  PageUp: 'previous',
  PageDown: 'next',
  m: 'mark',
  M: 'mark',
  Escape: 'close',
};

/** How far an arrow key moves the picture, in CSS pixels. */
const panStep = 60;

const pans: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [panStep, 0],
  ArrowRight: [-panStep, 0],
  ArrowUp: [0, panStep],
  ArrowDown: [0, -panStep],
};

/** The command of a key; undefined where it has none, or belongs to VS Code or the browser. */
export function commandOf(event: KeyboardEvent): Command | undefined {
  return isPlain(event) ? commands[event.key] : undefined;
}

/** How far a key moves the picture, in CSS pixels. */
export function panOf(event: KeyboardEvent): readonly [number, number] | undefined {
  return isPlain(event) ? pans[event.key] : undefined;
}

/** False for a key with another that is held, but for Shift: those are for VS Code and the browser. */
export function isPlain({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return !ctrlKey && !metaKey && !altKey;
}
