import type { Spot } from './view';

/** What a pointer that is held down does. */
export interface Drag {
  move(to: Spot, from: Spot): void;
  /** It was let go, or with `isCancelled` taken away. */
  end(isCancelled: boolean): void;
}

export interface GesturePorts {
  /** A pointer was pressed; what its movements do. */
  press(spot: Spot, button: number): Drag;
  zoom(factor: number, spot: Spot): void;
  /** Where the pointer is; undefined when it has left. */
  hover(spot: Spot | undefined): void;
  doubleClick(spot: Spot): void;
}

/** How much a CSS pixel of a wheel zooms, and one of a pinch on a touchpad, which are few. */
const perPixel = { wheel: 0.0018, pinch: 0.01 } as const;

/** The most that one event of a wheel zooms, as a power of e. */
const mostAtOnce = 0.4;

/** CSS pixels for the units in which wheels count: pixels, lines, pages. */
const units = [1, 16, 400] as const;

/** Hears what pointers and wheels do on an element. */
export function hearGestures(target: HTMLElement, ports: GesturePorts): void {
  const held = new Map<number, Spot>();
  let drag: Drag | undefined;
  const spotOf = ({ clientX, clientY }: MouseEvent): Spot => {
    const { left, top } = target.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };

  target.addEventListener('pointerdown', (event) => {
    if (event.button > 1) {
      return;
    }
    event.preventDefault(); // A middle button would scroll, and the focus would go.
    target.setPointerCapture(event.pointerId);
    held.set(event.pointerId, spotOf(event));
    drag?.end(true);
    drag = held.size === 1 ? ports.press(spotOf(event), event.button) : undefined;
  });

  target.addEventListener('pointermove', (event) => {
    const to = spotOf(event);
    const from = held.get(event.pointerId);
    ports.hover(to);
    if (from === undefined) {
      return;
    }
    const [other] = [...held].filter(([id]) => id !== event.pointerId).map(([, spot]) => spot);
    held.set(event.pointerId, to);
    if (other) {
      ports.zoom(distance(to, other) / Math.max(1, distance(from, other)), other);
    } else {
      drag?.move(to, from);
    }
  });

  const letGo = (event: PointerEvent): void => {
    if (held.delete(event.pointerId)) {
      drag?.end(event.type === 'pointercancel');
      drag = undefined;
    }
  };
  target.addEventListener('pointerup', letGo);
  target.addEventListener('pointercancel', letGo);
  target.addEventListener('pointerleave', () => ports.hover(undefined));
  target.addEventListener('dblclick', (event) => ports.doubleClick(spotOf(event)));
  target.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const pixels = event.deltaY * (units[event.deltaMode] ?? 1);
      const power = -pixels * perPixel[event.ctrlKey ? 'pinch' : 'wheel'];
      ports.zoom(Math.exp(Math.max(-mostAtOnce, Math.min(mostAtOnce, power))), spotOf(event));
    },
    { passive: false },
  );
}

function distance(a: Spot, b: Spot): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
