import { element } from '../shared/dom';
import type { Spot } from './view';

/** What is under the pointer: the pixel's coordinates and its colour. */
export class Readout {
  readonly element = element('p', { class: 'viewer-readout' });
  private readonly place = element('span', { class: 'viewer-place' });
  private readonly swatch = element('span', { class: 'viewer-swatch', 'aria-hidden': 'true' });
  private readonly colour = element('span', { class: 'viewer-colour' });

  constructor() {
    this.element.append(this.place, this.swatch, this.colour);
    this.show(undefined, undefined);
  }

  show(pixel: Spot | undefined, colour: string | undefined): void {
    this.place.textContent = pixel ? `${pixel.x}, ${pixel.y}` : '';
    this.colour.textContent = colour ?? '';
    this.swatch.hidden = colour === undefined;
    this.swatch.style.backgroundColor = colour ?? '';
  }
}
