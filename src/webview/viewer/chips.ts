import type { Spot } from './view';

export interface ChipColours {
  readonly line: string;
  readonly ground: string;
  readonly text: string;
}

const height = 18;
const padding = 5;
const baseline = 13;

/** The size of the sheet in CSS pixels. */
const sheetWidth = 1024;
const sheetHeight = 2048;

interface Place extends Spot {
  readonly width: number;
}

/**
 * Numbers and labels as small pictures on one sheet: to copy hundreds of them in a frame takes a
 * fraction of the time of drawing their texts.
 */
export class Chips {
  private readonly sheet = document.createElement('canvas');
  private readonly context = this.sheet.getContext('2d');
  private readonly places = new Map<string, Place>();
  private readonly widths = new Map<string, number>();
  private next: Spot = { x: 0, y: 0 };
  private look = '';
  private density = 1;
  private colours: ChipColours = { line: '', ground: '', text: '' };

  /** Takes the colours and the font that chips have from now on; true where they are others than before. */
  dress(colours: ChipColours, family: string, density: number): boolean {
    const look = JSON.stringify([colours, family, density]);
    const isNew = look !== this.look;
    if (isNew) {
      this.look = look;
      this.colours = colours;
      this.density = density;
      this.widths.clear();
      this.sheet.width = sheetWidth * density;
      this.sheet.height = sheetHeight * density;
      if (this.context) {
        this.context.setTransform(density, 0, 0, density, 0, 0);
        this.context.font = `600 11px ${family}`;
      }
      this.empty();
    }
    return isNew;
  }

  /** How wide a text is with what is around it, in CSS pixels. */
  widthOf(text: string): number {
    const known = this.widths.get(text) ?? this.measure(text);
    this.widths.set(text, known);
    return known;
  }

  /** Draws all texts that are not on the sheet yet: once it is copied from, to change it costs a copy. */
  prepare(texts: readonly string[]): void {
    if (!texts.every((text) => this.add(text))) {
      this.empty();
      texts.every((text) => this.add(text));
    }
  }

  /** Puts a text that is on the sheet to a place of another canvas. */
  put(target: CanvasRenderingContext2D, text: string, { x, y }: Spot): void {
    const place = this.places.get(text);
    if (place) {
      const [from, top, width, tall] = [place.x, place.y, place.width, height].map(
        (length) => length * this.density,
      );
      target.drawImage(this.sheet, from ?? 0, top ?? 0, width ?? 0, tall ?? 0, x, y, place.width, height); // prettier-ignore
    }
  }

  /** Draws a text with its colours turned round, which stands out from the others. */
  putLit(target: CanvasRenderingContext2D, text: string, { x, y }: Spot): void {
    target.font = this.context?.font ?? target.font;
    target.fillStyle = this.colours.text;
    target.fillRect(x, y, this.widthOf(text), height);
    target.fillStyle = this.colours.ground;
    target.fillText(text, x + padding, y + baseline);
  }

  private measure(text: string): number {
    return Math.ceil((this.context?.measureText(text).width ?? 0) + 2 * padding);
  }

  private empty(): void {
    this.places.clear();
    this.next = { x: 0, y: 0 };
    this.context?.clearRect(0, 0, sheetWidth, sheetHeight);
  }

  private add(text: string): boolean {
    const { context, colours } = this;
    if (this.places.has(text) || !context) {
      return true;
    }
    const width = this.widthOf(text);
    const isFull = this.next.x + width > sheetWidth;
    const { x, y } = isFull ? { x: 0, y: this.next.y + height } : this.next;
    if (y + height > sheetHeight) {
      return false;
    }
    this.next = { x: x + width, y };
    this.places.set(text, { x, y, width });
    context.fillStyle = colours.line;
    context.fillRect(x, y, width, height);
    context.fillStyle = colours.ground;
    context.fillRect(x + 1, y + 1, width - 2, height - 2);
    context.fillStyle = colours.text;
    context.fillText(text, x + padding, y + baseline);
    return true;
  }
}
