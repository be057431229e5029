import { onPicture, type Box, type Point } from '../../core/images/region';
import { isPlain } from './commands';
import type { Drag } from './gestures';
import { boxBetween, middleOf, moved, resized } from './markBox';
import type { Stage } from './stage';
import type { Spot } from './view';

/** How far a key moves the rectangle, and how small it can be, in CSS pixels. */
const step = 8;
const least = 8;

/** What is drawn with less of a movement than this was a click, in CSS pixels. */
const clickDistance = 4;

/** How much of what is in sight the rectangle of the keyboard takes at first. */
const firstShare = 0.25;

const directions: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

export interface MarkingPorts {
  /** The rectangle that is being drawn, in fractions; undefined when there is none. */
  drawn(box: Box | undefined): void;
  /** It was finished. */
  marked(region: { readonly box: Box }): void;
}

/** Draws rectangles on a picture, by a pointer or by keys. */
export class Marking {
  private box: Box | undefined;
  /** The one that was finished by a key, from which the next one begins. */
  private last: Box | undefined;

  constructor(
    private readonly stage: Stage,
    private readonly ports: MarkingPorts,
  ) {}

  /** Begins with a rectangle for the keys. */
  placeBox(): void {
    const { part } = this.stage;
    if (part && part.width > 0 && part.height > 0) {
      this.set(middleOf(part, firstShare));
    }
  }

  stop(): void {
    this.last = undefined;
    this.set(undefined);
  }

  /** The rectangle that a pointer draws from where it was pressed. */
  drag(start: Spot): Drag {
    const corner = this.stage.pointAt(start);
    let end = start;
    this.set(undefined);
    return {
      move: (to) => {
        end = to;
        const opposite = this.stage.pointAt(to);
        const region = corner && opposite && onPicture({ box: boxBetween(corner, opposite) });
        this.set(region && 'box' in region ? region.box : undefined);
      },
      end: (isCancelled) => {
        if (isCancelled || Math.hypot(end.x - start.x, end.y - start.y) < clickDistance) {
          this.set(undefined);
        } else {
          this.take();
        }
      },
    };
  }

  /** True for a key that moved, resized or finished the rectangle. */
  press(event: KeyboardEvent): boolean {
    const { key, shiftKey: isResizing } = event;
    const direction = directions[key];
    if (!isPlain(event)) {
      return false;
    }
    if (key === 'Enter') {
      this.last = this.box ?? this.last;
      this.take();
      return true;
    }
    if (direction === undefined) {
      return false;
    }
    const box = this.box ?? this.last;
    if (box === undefined) {
      this.placeBox();
      return true;
    }
    const length = this.stage.fractionsOf(step);
    const by = { x: direction.x * length.x, y: direction.y * length.y };
    const next = isResizing ? resized(box, by, this.stage.fractionsOf(least)) : moved(box, by);
    this.set(next);
    this.stage.reveal(next);
    return true;
  }

  private take(): void {
    const region = this.box && onPicture({ box: this.box });
    this.set(undefined);
    if (region && 'box' in region) {
      this.ports.marked(region);
    }
  }

  private set(box: Box | undefined): void {
    this.box = box;
    this.ports.drawn(box);
  }
}
