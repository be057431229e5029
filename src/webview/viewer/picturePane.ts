import { element } from '../shared/dom';
import { decode, type Decoded } from './pixels';
import { Readout } from './readout';
import { Stage } from './stage';
import type { Spot } from './view';

export interface PaneTexts {
  readonly reading: string;
  readonly broken: string;
}

/** One picture on the stage, or the words for why it is not there, and what is under the pointer. */
export class PicturePane {
  readonly stage: Stage;
  readonly readout = new Readout();
  private readonly note = element('p', { class: 'viewer-note' });
  private decoded: Decoded | undefined;
  /** Pictures that come late are dropped. */
  private asked = 0;

  /** `onScale` is told the scale at which the picture is shown, `onBroken` that it cannot be shown. */
  constructor(
    private readonly texts: PaneTexts,
    onScale: (scale: number) => void,
    private readonly onBroken: () => void,
  ) {
    this.stage = new Stage(onScale);
    this.stage.element.append(this.note);
  }

  /** Shows a picture in place of the one before. */
  show(blob: () => Promise<Blob>): void {
    this.clear();
    const { asked } = this;
    this.tell(this.texts.reading, 'reading');
    blob()
      .then(decode)
      .then(
        (decoded) => {
          if (asked === this.asked) {
            this.decoded = decoded;
            this.note.hidden = true;
            this.stage.show(decoded);
          } else {
            decoded.close();
          }
        },
        () => {
          if (asked === this.asked) {
            this.tell(this.texts.broken, 'broken');
            this.onBroken();
          }
        },
      );
  }

  clear(): void {
    this.asked++;
    this.stage.clear();
    this.decoded?.close();
    this.decoded = undefined;
    this.point(undefined);
  }

  /** Shows what is at a place of the stage. */
  point(spot: Spot | undefined): void {
    const pixel = spot && this.stage.pixelAt(spot);
    this.readout.show(pixel, pixel && this.decoded?.colourAt(pixel));
  }

  private tell(text: string, state: 'reading' | 'broken'): void {
    this.note.textContent = text;
    this.note.className = `viewer-note ${state}`;
    this.note.hidden = false;
  }
}
