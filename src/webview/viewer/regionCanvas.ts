import { boundsOf, type Region } from '../../core/images/region';
import { element } from '../shared/dom';
import type { RegionLook } from './annotated';
import { Chips, type ChipColours } from './chips';
import { drawOutlines, pathOf } from './outlines';
import type { ViewedRegion } from './picture';
import { toSpot, type Size, type Spot, type View } from './view';

/** What is drawn over a picture. */
export interface Drawn {
  readonly regions: readonly ViewedRegion[];
  /** The region that is lit. */
  readonly lit?: string;
  /** The rectangle that is being drawn. */
  readonly draft?: Region;
}

const lineWidth = 2;
const litWidth = 4;

/** How opaque the inside of the lit region is. */
const tint = 0.2;

/** Regions over a picture, drawn anew for each view, so that lines and numbers keep their size. */
export class RegionCanvas {
  readonly element = element('canvas', { class: 'viewer-regions', 'aria-hidden': 'true' });
  private readonly context = this.element.getContext('2d');
  private readonly chips = new Chips();
  private isEmpty = true;
  /** The regions whose texts are ready to be drawn. */
  private ready: readonly ViewedRegion[] = [];

  draw({ regions, lit, draft }: Drawn, view: View, picture: Size, stage: Size): void {
    const { context } = this;
    const isEmpty = regions.length === 0 && draft === undefined;
    if (context === null || (isEmpty && this.isEmpty)) {
      return;
    }
    this.isEmpty = isEmpty;
    const colours = this.dress(regions);
    this.prepare(context, stage);
    const inSight = regions.filter(({ region }) => isInSight(region, view, picture, stage));
    const others = inSight.filter(({ id }) => id !== lit).map(({ region }) => region);
    drawOutlines(context, others, colours, lineWidth, view, picture);
    this.drawChips(context, inSight, view, picture);
    const shown = inSight.find(({ id }) => id === lit);
    if (shown) {
      context.globalAlpha = tint;
      context.fillStyle = colours.line;
      context.fill(pathOf([shown.region], view, picture));
      context.globalAlpha = 1;
      drawOutlines(context, [shown.region], colours, litWidth, view, picture);
      this.chips.putLit(context, fullText(shown), chipSpot(shown, view, picture));
    }
    if (draft) {
      context.setLineDash([6, 4]);
      drawOutlines(context, [draft], colours, lineWidth, view, picture);
      context.setLineDash([]);
    }
  }

  private prepare(context: CanvasRenderingContext2D, stage: Size): void {
    const density = devicePixelRatio;
    const [width, height] = [stage.width * density, stage.height * density].map(Math.round);
    if (this.element.width !== width || this.element.height !== height) {
      this.element.width = width ?? 0;
      this.element.height = height ?? 0;
    }
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, stage.width, stage.height);
    context.imageSmoothingEnabled = false;
  }

  /** The style sheet gives the colours, so that they follow the theme. */
  get look(): RegionLook {
    const { outlineColor, borderTopColor, color, fontFamily } = getComputedStyle(this.element);
    return { line: outlineColor, ground: borderTopColor, text: color, family: fontFamily };
  }

  private dress(regions: readonly ViewedRegion[]): ChipColours {
    const { family, ...colours } = this.look;
    const isNew = this.chips.dress(colours, family, devicePixelRatio);
    if (isNew || regions !== this.ready) {
      this.ready = regions;
      this.chips.prepare(regions.flatMap((region) => [String(region.number), fullText(region)]));
    }
    return colours;
  }

  /** A number for each region, and its label where the region has room for it. */
  private drawChips(
    context: CanvasRenderingContext2D,
    regions: readonly ViewedRegion[],
    view: View,
    picture: Size,
  ): void {
    const texts = regions.map((region) => {
      const width = boundsOf(region.region).width * picture.width * view.scale;
      const full = fullText(region);
      return this.chips.widthOf(full) <= width ? full : String(region.number);
    });
    this.chips.prepare(texts);
    regions.forEach((region, index) =>
      this.chips.put(context, texts[index] ?? '', chipSpot(region, view, picture)),
    );
  }
}

function fullText({ number, label }: ViewedRegion): string {
  return label === '' ? String(number) : `${number} ${label}`;
}

/** Where a region's number is: at its top left, or where that is not in sight, as near to it as can be. */
function chipSpot({ region }: ViewedRegion, view: View, picture: Size): Spot {
  const { x, y } = toSpot(boundsOf(region), view, picture);
  return { x: Math.max(0, Math.round(x) - 1), y: Math.max(0, Math.round(y) - 1) };
}

function isInSight(region: Region, view: View, picture: Size, stage: Size): boolean {
  const { x, y, width, height } = boundsOf(region);
  const start = toSpot({ x, y }, view, picture);
  const end = toSpot({ x: x + width, y: y + height }, view, picture);
  return start.x < stage.width && start.y < stage.height && end.x > 0 && end.y > 0;
}
