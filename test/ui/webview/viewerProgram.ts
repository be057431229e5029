import type { Box } from '../../../src/core/images/region';
import { Viewer } from '../../../src/webview/viewer/viewer';
import type { ViewedPicture, ViewedRegion } from '../../../src/webview/viewer/picture';
import { viewer as texts } from './viewerTexts';

/** A picture that a test hands in, its bytes as Base64. */
export interface GivenPicture {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly base64: string;
  readonly regions?: readonly ViewedRegion[];
}

/** What tests call in a page that shows the viewer alone. */
export interface ViewerProgram {
  readonly viewer: Viewer;
  /** What the viewer has told: regions that were lit, parts that were marked. */
  readonly lit: (string | undefined)[];
  readonly marked: { readonly picture: string; readonly box: Box }[];
  pictures(given: readonly GivenPicture[]): ViewedPicture[];
}

const lit: (string | undefined)[] = [];
const marked: { picture: string; box: Box }[] = [];

const viewer = new Viewer(texts, {
  onLit: (id) => lit.push(id),
  onMarked: (picture, { box }) => marked.push({ picture, box }),
});
const opener = document.createElement('button');
opener.textContent = 'Open';
document.getElementById('root')?.append(opener, viewer.element);

const program: ViewerProgram = {
  viewer,
  lit,
  marked,
  pictures: (given) =>
    given.map(({ base64, mediaType, ...picture }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      return { ...picture, blob: () => Promise.resolve(new Blob([bytes], { type: mediaType })) };
    }),
};
Object.assign(window, { program });
acquireVsCodeApi().postMessage({ type: 'ready' });

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };
