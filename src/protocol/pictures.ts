import * as v from 'valibot';
import type { ImageId } from '../core/images/imageId';
import { maxImageBytes } from '../core/images/limits';

/** One image as the panel shows it. */
export interface ImageView {
  readonly id: ImageId;
  readonly name: string;
  /** For people, for example `PNG · 1400 × 900 · 118 KB`. */
  readonly facts: string;
  /** `ready`: its pixels can be asked for. `remote`: it is at a URL, which the panel does not load. */
  readonly state: 'reading' | 'ready' | 'remote';
  /** It has no file that could be opened; it can be saved as one. */
  readonly isPasted?: boolean;
}

/** So many files of one drop are looked at. */
export const mostDropped = 1000;

/** What a page tells about one of its images. */
export const pictureMessages = [
  /** An image that was added and not asked about yet is not wanted. */
  v.object({ type: v.literal('removeImage'), image: v.string() }),
  /** An image is wanted in VS Code's own editor, or where its URL leads. */
  v.object({ type: v.literal('openImage'), image: v.string() }),
  /** A pasted picture is to be saved as a file. */
  v.object({ type: v.literal('saveImage'), image: v.string() }),
] as const;

/** What became of images that were to be added: the ids of those that wait now, and why the others do not. */
const added = v.object({
  ids: v.array(v.string()),
  problems: v.array(v.string()),
  /** Of a picture that came as bytes, where the page can show them as they are. */
  mediaType: v.optional(v.string()),
});

/** What a page asks the host to add. */
export const addCalls = {
  /** Adds a picture that was pasted or dropped. What it is, its bytes say, not the page. */
  addBytes: {
    params: v.object({
      name: v.pipe(v.string(), v.maxLength(1000)),
      bytes: v.pipe(
        v.instance(Uint8Array),
        v.check(({ length }) => length <= maxImageBytes),
      ),
    }),
    result: added,
  },
  /** Adds files that were dropped. */
  addUris: {
    params: v.object({
      uris: v.pipe(v.array(v.pipe(v.string(), v.maxLength(8192))), v.maxLength(mostDropped)),
    }),
    result: added,
  },
  /** Has the user choose files, and adds them. */
  chooseImages: { params: v.object({}), result: added },
} as const;

/** What became of what a page had added. */
export type AddedView = Readonly<v.InferOutput<typeof added>>;
