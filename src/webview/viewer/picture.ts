import type { Region } from '../../core/images/region';

/** A piece of a text with what stands around it in its sentence. */
export interface Sentence {
  readonly before: string;
  readonly piece: string;
  readonly after: string;
}

/** A place on a picture that is shown with its number and its label. */
export interface ViewedRegion {
  readonly id: string;
  readonly number: number;
  readonly label: string;
  readonly region: Region;
  /** Who found it, in the user's language. */
  readonly source?: string;
  /** Where it is spoken of. */
  readonly sentence?: Sentence;
}

/** A picture that the viewer can show. */
export interface ViewedPicture {
  readonly id: string;
  readonly name: string;
  /** Its pixels; asked for when it is shown. */
  readonly blob: () => Promise<Blob>;
  readonly regions?: readonly ViewedRegion[];
}
