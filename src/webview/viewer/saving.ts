import { annotatedPng, type RegionLook } from './annotated';
import type { ViewedPicture, ViewedRegion } from './picture';
import { regionsJson } from './regionsJson';

/** A file that the viewer made of a picture with its regions. */
export interface SavedRegions {
  readonly picture: string;
  readonly form: 'png' | 'json';
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Makes a file of a picture with regions. Rejects where the picture cannot be read or drawn. */
export async function savedRegions(
  { id, name, blob }: ViewedPicture,
  regions: readonly ViewedRegion[],
  form: SavedRegions['form'],
  look: RegionLook,
): Promise<SavedRegions> {
  const picture = await blob();
  const made =
    form === 'png'
      ? await annotatedPng(picture, regions, look)
      : new Blob([regionsJson(name, await sizeOf(picture), regions)]);
  return { picture: id, form, bytes: new Uint8Array(await made.arrayBuffer()) };
}

async function sizeOf(picture: Blob): Promise<{ width: number; height: number }> {
  const bitmap = await createImageBitmap(picture);
  const { width, height } = bitmap;
  bitmap.close();
  return { width, height };
}
