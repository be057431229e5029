import type { Region } from '../../core/images/region';

/** A place on a picture that is shown with its number and its label. */
export interface ViewedRegion {
  readonly id: string;
  readonly number: number;
  readonly label: string;
  readonly region: Region;
}

/** A picture that the viewer can show. */
export interface ViewedPicture {
  readonly id: string;
  readonly name: string;
  /** Its pixels; asked for when it is shown. */
  readonly blob: () => Promise<Blob>;
  readonly regions?: readonly ViewedRegion[];
}
