import type { RegionLook } from './annotated';
import type { Box, Point } from '../../core/images/region';
import { element } from '../shared/dom';
import type { Decoded } from './pixels';
import { RegionCanvas, type Drawn } from './regionCanvas';
import {
  allowedScale,
  centred,
  fillScale,
  fitScale,
  isOnPicture,
  kept,
  partOnStage,
  revealing,
  scaledAt,
  showing,
  toPixels,
  toPoint,
  type Size,
  type Spot,
  type View,
} from './view';

/** From this scale on the pixels of a picture are shown as squares. */
const crispScale = 2;

/** How long after a movement the picture is drawn sharp again, in milliseconds. */
const restMilliseconds = 150;

const nothing: Drawn = { regions: [] };

/** Where a picture is shown at any scale, with what is drawn over it. */
export class Stage {
  readonly element = element('div', { class: 'viewer-stage' });
  private readonly ground = element('div', { class: 'viewer-ground' });
  private readonly layer = element('div', { class: 'viewer-layer' });
  private readonly regions = new RegionCanvas();
  private size: Size = { width: 0, height: 0 };
  private picture: Size | undefined;
  private view: View = { scale: 1, x: 0, y: 0 };
  /** True while the picture is to fit, whatever becomes of the stage. */
  private isFit = true;
  private drawn = nothing;
  private frame = 0;
  private rest: ReturnType<typeof setTimeout> | undefined;

  /** `onScale` is told the scale when a frame shows another one. */
  constructor(private readonly onScale: (scale: number) => void) {
    this.element.append(this.ground, this.layer, this.regions.element);
    new ResizeObserver(() => this.measure()).observe(this.element);
    const theme = new MutationObserver(() => this.request());
    for (const themed of [document.documentElement, document.body]) {
      theme.observe(themed, { attributeFilter: ['class', 'style'] });
    }
  }

  /** Shows a picture as a whole, on squares if it is not opaque. */
  show({ image, size, isOpaque }: Pick<Decoded, 'image' | 'size' | 'isOpaque'>): void {
    this.picture = size;
    this.ground.hidden = isOpaque;
    this.layer.replaceChildren(image);
    this.element.classList.add('shown');
    this.readSize();
    this.fit();
  }

  clear(): void {
    this.picture = undefined;
    this.drawn = nothing;
    this.element.classList.remove('shown');
    this.layer.replaceChildren();
    this.request();
  }

  /** Draws this over the picture from the next frame on. */
  draw(drawn: Drawn): void {
    this.drawn = drawn;
    this.request();
  }

  /** How regions are drawn. */
  get look(): RegionLook {
    return this.regions.look;
  }

  fit(): void {
    this.toMiddle((picture) => fitScale(picture, this.size));
    this.isFit = true;
  }

  /** One pixel of the picture for each CSS pixel, with what is at `spot` staying there. */
  actualSize(spot?: Spot): void {
    this.scaleTo(1, spot);
    this.set({ scale: this.view.scale, x: Math.round(this.view.x), y: Math.round(this.view.y) });
  }

  /** From the fit to one to one and back; a small picture fills the stage instead. */
  toggleFit(spot: Spot): void {
    if (!this.isFit) {
      this.fit();
    } else if (this.picture && fitScale(this.picture, this.size) < 1) {
      this.actualSize(spot);
    } else {
      this.toMiddle((picture) => fillScale(picture, this.size));
    }
  }

  /** Zooms by a factor; what is at `spot`, or in the middle of the stage, stays there. */
  zoomBy(factor: number, spot?: Spot): void {
    this.scaleTo(this.view.scale * factor, spot);
  }

  panBy(x: number, y: number): void {
    this.change((view, picture) =>
      kept({ scale: view.scale, x: view.x + x, y: view.y + y }, picture, this.size),
    );
  }

  showPart(part: Box): void {
    this.change((_, picture) => showing(part, picture, this.size));
  }

  /** Moves the picture as far as it takes to have a part of it in sight. */
  reveal(part: Box): void {
    this.change((view, picture) => revealing(view, part, picture, this.size));
  }

  /** The point of the picture at a place of the stage, in fractions; it may be beside the picture. */
  pointAt(spot: Spot): Point | undefined {
    return this.picture && toPoint(spot, this.view, this.picture);
  }

  /** The pixel of the picture at a place of the stage. */
  pixelAt(spot: Spot): Spot | undefined {
    if (!this.picture || !isOnPicture(spot, this.view, this.picture)) {
      return undefined;
    }
    const { x, y } = toPixels(spot, this.view);
    return { x: Math.floor(x), y: Math.floor(y) };
  }

  /** What of the picture is on the stage, in fractions. */
  get part(): Box | undefined {
    return this.picture && partOnStage(this.view, this.picture, this.size);
  }

  /** How much of the picture this many CSS pixels are, in fractions of its width and height. */
  fractionsOf(length: number): Point {
    const { width, height } = this.picture ?? { width: 1, height: 1 };
    return { x: length / this.view.scale / width, y: length / this.view.scale / height };
  }

  private scaleTo(scale: number, spot: Spot | undefined): void {
    const at = spot ?? { x: this.size.width / 2, y: this.size.height / 2 };
    this.change((view, picture) => {
      const next = scaledAt(view, allowedScale(scale, picture, this.size), at);
      return isOnPicture(at, view, picture) ? next : kept(next, picture, this.size);
    });
  }

  private toMiddle(scale: (picture: Size) => number): void {
    this.change((_, picture) => centred(picture, this.size, scale(picture)));
  }

  private change(next: (view: View, picture: Size) => View): void {
    if (this.picture && this.size.width > 0) {
      this.isFit = false;
      this.set(next(this.view, this.picture));
    }
  }

  private set(view: View): void {
    this.view = view;
    this.layer.classList.add('moving');
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.layer.classList.remove('moving'), restMilliseconds);
    this.request();
  }

  private readSize(): void {
    const { clientWidth: width, clientHeight: height } = this.element;
    this.size = { width, height };
  }

  /** A stage of another size shows the same in its middle. */
  private measure(): void {
    const before = this.size;
    this.readSize();
    if (this.isFit) {
      this.fit();
    } else {
      const { width, height } = this.size;
      this.panBy((width - before.width) / 2, (height - before.height) / 2);
    }
  }

  private request(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.paint();
    });
  }

  private paint(): void {
    const { view, picture = { width: 0, height: 0 }, size } = this;
    this.regions.draw(this.drawn, view, picture, size);
    this.layer.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
    this.layer.classList.toggle('crisp', view.scale > crispScale);
    const right = size.width - view.x - picture.width * view.scale;
    const bottom = size.height - view.y - picture.height * view.scale;
    this.ground.style.clipPath = `inset(${[view.y, right, bottom, view.x]
      .map((edge) => `${Math.max(0, edge)}px`)
      .join(' ')})`;
    this.onScale(view.scale);
  }
}
