import type { RowView } from '../../protocol/altTextReview';
import type { ViewerStrings } from '../../protocol/viewer';
import { Viewer } from '../viewer/viewer';
import type { ViewedPicture } from '../viewer/picture';
import type { Pixels } from './host';

/** The rows' pictures in full, each image once; one pages from one to the next in the rows' order. */
export class RowPictures {
  readonly element: HTMLElement;
  private readonly viewer: Viewer;

  constructor(
    strings: ViewerStrings,
    private readonly ask: (image: string) => Promise<Pixels>,
    private readonly rows: () => readonly RowView[],
    onClosed: () => void,
  ) {
    this.viewer = new Viewer(strings);
    this.element = this.viewer.element;
    this.element.addEventListener('close', onClosed);
  }

  open({ image }: RowView): void {
    if (image !== undefined) {
      this.viewer.open(this.pictures, image);
    }
  }

  private get pictures(): ViewedPicture[] {
    const pictures = new Map<string, ViewedPicture>();
    for (const { image, name } of this.rows()) {
      if (image !== undefined && !pictures.has(image)) {
        pictures.set(image, { id: image, name, blob: () => this.blobOf(image) });
      }
    }
    return [...pictures.values()];
  }

  private async blobOf(image: string): Promise<Blob> {
    const { mediaType, bytes } = await this.ask(image);
    return new Blob([bytes], { type: mediaType });
  }
}
