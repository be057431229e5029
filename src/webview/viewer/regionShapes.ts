import { boundsOf, type Point, type Region } from '../../core/images/region';
import type { ViewedRegion } from './picture';

/** The region at a point of the picture: of several the smallest. */
export function regionAt(regions: readonly ViewedRegion[], point: Point): ViewedRegion | undefined {
  let found: ViewedRegion | undefined;
  let least = Infinity;
  for (const viewed of regions) {
    const { width, height } = boundsOf(viewed.region);
    if (width * height < least && holds(viewed.region, point)) {
      found = viewed;
      least = width * height;
    }
  }
  return found;
}

/** True for a point inside the region. */
export function holds(region: Region, { x, y }: Point): boolean {
  if ('box' in region) {
    const { box } = region;
    return x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height;
  }
  let isInside = false;
  let before = region.polygon.at(-1);
  for (const corner of region.polygon) {
    if (before && corner.y > y !== before.y > y) {
      const share = (y - corner.y) / (before.y - corner.y);
      isInside = x < corner.x + share * (before.x - corner.x) ? !isInside : isInside;
    }
    before = corner;
  }
  return isInside;
}
