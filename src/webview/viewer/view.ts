import type { Box, Point } from '../../core/images/region';

/** A place on the stage, in CSS pixels from its top left. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Of the stage in CSS pixels, or of a picture in its own. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How a picture lies on the stage: CSS pixels for one of its own, and where its top left is. */
export interface View extends Spot {
  readonly scale: number;
}

export const mostScale = 64;

/** How far below the fit one can zoom out. */
const leastOfFit = 1 / 4;

/** How much of a picture stays on the stage in each direction, in CSS pixels. */
const leastShown = 48;

/** The scale at which the whole picture is on the stage; no more than one to one. */
export function fitScale(picture: Size, stage: Size): number {
  return Math.min(1, fillScale(picture, stage));
}

/** The scale at which the picture is as large as the stage allows. */
export function fillScale(picture: Size, stage: Size): number {
  const scale = Math.min(stage.width / picture.width, stage.height / picture.height);
  return Math.min(mostScale, Math.max(scale, 1e-6));
}

/** The picture at a scale with its middle in that of the stage, on whole CSS pixels. */
export function centred(picture: Size, stage: Size, scale: number): View {
  return {
    scale,
    x: Math.round((stage.width - picture.width * scale) / 2),
    y: Math.round((stage.height - picture.height * scale) / 2),
  };
}

/** A place of the stage as one of the picture, in its pixels; it may be beside the picture. */
export function toPixels({ x, y }: Spot, view: View): Spot {
  return { x: (x - view.x) / view.scale, y: (y - view.y) / view.scale };
}

/** A place of the stage as one of the picture, in fractions of its size. */
export function toPoint(spot: Spot, view: View, picture: Size): Point {
  const { x, y } = toPixels(spot, view);
  return { x: x / picture.width, y: y / picture.height };
}

/** Where a point of the picture is on the stage. */
export function toSpot({ x, y }: Point, view: View, picture: Size): Spot {
  return {
    x: view.x + x * picture.width * view.scale,
    y: view.y + y * picture.height * view.scale,
  };
}

/** The scale that is allowed and nearest to the given one. */
export function allowedScale(scale: number, picture: Size, stage: Size): number {
  return Math.min(mostScale, Math.max(scale, fitScale(picture, stage) * leastOfFit));
}

/** The view at another scale, at which what is at `spot` stays there. */
export function scaledAt(view: View, scale: number, spot: Spot): View {
  const { x, y } = toPixels(spot, view);
  return { scale, x: spot.x - x * scale, y: spot.y - y * scale };
}

/** True where the picture is at this place of the stage. */
export function isOnPicture(spot: Spot, view: View, picture: Size): boolean {
  const { x, y } = toPixels(spot, view);
  return x >= 0 && y >= 0 && x < picture.width && y < picture.height;
}

/** The nearest view that keeps some of the picture on the stage. */
export function kept(view: View, picture: Size, stage: Size): View {
  const along = (at: number, length: number, room: number): number => {
    const least = Math.min(leastShown, length, room);
    return Math.min(Math.max(at, least - length), room - least);
  };
  return {
    scale: view.scale,
    x: along(view.x, picture.width * view.scale, stage.width),
    y: along(view.y, picture.height * view.scale, stage.height),
  };
}

/** How much of the stage a part that is looked at takes. */
const shareOfPart = 0.6;

/** The most that a part is enlarged to be looked at. */
const mostForPart = 8;

/** The view that shows a part of the picture in the middle of the stage, with some of what is around it. */
export function showing(part: Box, picture: Size, stage: Size): View {
  const room = { width: stage.width * shareOfPart, height: stage.height * shareOfPart };
  const size = { width: part.width * picture.width, height: part.height * picture.height };
  const scale = Math.min(room.width / size.width, room.height / size.height, mostForPart);
  const allowed = allowedScale(scale, picture, stage);
  return {
    scale: allowed,
    x: stage.width / 2 - (part.x + part.width / 2) * picture.width * allowed,
    y: stage.height / 2 - (part.y + part.height / 2) * picture.height * allowed,
  };
}

/** The part of the picture that is on the stage, in fractions. */
export function partOnStage(view: View, picture: Size, stage: Size): Box {
  const start = toPoint({ x: 0, y: 0 }, view, picture);
  const end = toPoint({ x: stage.width, y: stage.height }, view, picture);
  const [x, y] = [Math.max(0, start.x), Math.max(0, start.y)];
  return {
    x,
    y,
    width: Math.max(0, Math.min(1, end.x) - x),
    height: Math.max(0, Math.min(1, end.y) - y),
  };
}

/** How far from the edge of the stage a part is kept, in CSS pixels. */
const margin = 12;

/** The view moved so that a part of the picture is on the stage, as far as it has room. */
export function revealing(view: View, part: Box, picture: Size, stage: Size): View {
  const start = toSpot(part, view, picture);
  const end = toSpot({ x: part.x + part.width, y: part.y + part.height }, view, picture);
  const shift = (from: number, to: number, room: number): number =>
    Math.max(margin - from, Math.min(0, room - margin - to));
  return {
    scale: view.scale,
    x: view.x + shift(start.x, end.x, stage.width),
    y: view.y + shift(start.y, end.y, stage.height),
  };
}
