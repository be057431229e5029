import { element } from '../shared/dom';
import type { ViewedRegion } from './picture';

/** The sentence that speaks of the region that is lit up, below the picture. */
export class Caption {
  readonly element = element('p', { class: 'viewer-sentence', dir: 'auto' });

  constructor() {
    this.show(undefined);
  }

  show(region: ViewedRegion | undefined): void {
    const { sentence } = region ?? {};
    this.element.hidden = sentence === undefined;
    this.element.replaceChildren(
      ...(sentence ? [sentence.before, element('mark', {}, sentence.piece), sentence.after] : []),
    );
  }
}
