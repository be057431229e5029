import { boundsOf, type Region } from '../../core/images/region';
import { element } from '../shared/dom';
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

interface Colours {
  readonly line: string;
  readonly ground: string;
  readonly text: string;
}

interface Chip {
  readonly at: Spot;
  readonly region: ViewedRegion;
}

const chipHeight = 17;
const chipPadding = 5;
const mostLabel = 220;

/** Regions over a picture, drawn anew for each view, so that lines and numbers keep their size. */
export class RegionCanvas {
  readonly element = element('canvas', { class: 'viewer-regions', 'aria-hidden': 'true' });
  private readonly context = this.element.getContext('2d');
  private readonly widths = new Map<string, number>();
  private isEmpty = true;

  draw({ regions, lit, draft }: Drawn, view: View, picture: Size, stage: Size): void {
    const { context } = this;
    const isEmpty = regions.length === 0 && draft === undefined;
    if (context === null || (isEmpty && this.isEmpty)) {
      return;
    }
    this.isEmpty = isEmpty;
    const colours = this.colours();
    this.prepare(context, stage);
    const inSight = regions.filter(({ region }) => isInSight(region, view, picture, stage));
    const outlines = new Path2D();
    for (const { id, region } of inSight) {
      if (id !== lit) {
        outline(outlines, region, view, picture);
      }
    }
    stroke(context, outlines, colours, 1.5);
    const chips = inSight.map((region): Chip => {
      const { x, y } = toSpot(boundsOf(region.region), view, picture);
      return { region, at: { x: Math.round(Math.max(0, x)), y: Math.round(Math.max(0, y)) } };
    });
    this.drawChips(context, chips, colours, view, picture);
    const litChip = chips.find(({ region }) => region.id === lit);
    if (litChip) {
      this.drawLit(context, litChip, colours, view, picture);
    }
    if (draft) {
      const path = new Path2D();
      outline(path, draft, view, picture);
      stroke(context, path, colours, 1.5, [5, 4]);
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
  }

  private colours(): Colours {
    const style = getComputedStyle(this.element);
    if (this.context) {
      this.context.font = `600 11px ${style.fontFamily}`;
    }
    return { line: style.outlineColor, ground: style.borderTopColor, text: style.color };
  }

  /** A number for each region, and its label where the region has room for it. */
  private drawChips(
    context: CanvasRenderingContext2D,
    chips: readonly Chip[],
    { line, ground, text }: Colours,
    view: View,
    picture: Size,
  ): void {
    const grounds = new Path2D();
    const texts = chips.map(({ region, at }) => {
      const width = boundsOf(region.region).width * picture.width * view.scale;
      const full = fullText(region);
      const shown = this.widthOf(full) + 2 * chipPadding <= width ? full : String(region.number);
      grounds.rect(at.x + 0.5, at.y + 0.5, this.widthOf(shown) + 2 * chipPadding, chipHeight);
      return shown;
    });
    context.fillStyle = ground;
    context.fill(grounds);
    context.strokeStyle = line;
    context.lineWidth = 1;
    context.stroke(grounds);
    context.fillStyle = text;
    chips.forEach(({ at }, index) =>
      context.fillText(texts[index] ?? '', at.x + chipPadding, at.y + 13),
    );
  }

  private drawLit(
    context: CanvasRenderingContext2D,
    { region, at }: Chip,
    { line, ground, text }: Colours,
    view: View,
    picture: Size,
  ): void {
    const path = new Path2D();
    outline(path, region.region, view, picture);
    context.globalAlpha = 0.2;
    context.fillStyle = line;
    context.fill(path);
    context.globalAlpha = 1;
    stroke(context, path, { line, ground, text }, 3);
    const shown = fullText(region);
    const width = Math.min(this.widthOf(shown), mostLabel);
    context.fillStyle = text;
    context.fillRect(at.x, at.y, width + 2 * chipPadding + 1, chipHeight + 1);
    context.fillStyle = ground;
    context.fillText(shown, at.x + chipPadding, at.y + 13, mostLabel);
  }

  private widthOf(text: string): number {
    const known = this.widths.get(text) ?? this.context?.measureText(text).width ?? 0;
    this.widths.set(text, known);
    return known;
  }
}

function fullText({ number, label }: ViewedRegion): string {
  return label === '' ? String(number) : `${number} ${label}`;
}

function isInSight(region: Region, view: View, picture: Size, stage: Size): boolean {
  const { x, y, width, height } = boundsOf(region);
  const start = toSpot({ x, y }, view, picture);
  const end = toSpot({ x: x + width, y: y + height }, view, picture);
  return start.x < stage.width && start.y < stage.height && end.x > 0 && end.y > 0;
}

function outline(path: Path2D, region: Region, view: View, picture: Size): void {
  if ('box' in region) {
    const { x, y, width, height } = region.box;
    const start = toSpot({ x, y }, view, picture);
    const scale = view.scale;
    path.rect(start.x, start.y, width * picture.width * scale, height * picture.height * scale);
    return;
  }
  region.polygon.forEach((corner, index) => {
    const { x, y } = toSpot(corner, view, picture);
    if (index === 0) {
      path.moveTo(x, y);
    } else {
      path.lineTo(x, y);
    }
  });
  path.closePath();
}

/** A line that stands out from any picture: in its colour, on a wider one in that of the page. */
function stroke(
  context: CanvasRenderingContext2D,
  path: Path2D,
  { line, ground }: Colours,
  width: number,
  dashes: number[] = [],
): void {
  context.strokeStyle = ground;
  context.lineWidth = width + 2;
  context.stroke(path);
  context.setLineDash(dashes);
  context.strokeStyle = line;
  context.lineWidth = width;
  context.stroke(path);
  context.setLineDash([]);
}
