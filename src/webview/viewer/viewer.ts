import type { Box } from '../../core/images/region';
import type { ViewerStrings } from '../../protocol/viewer';
import { Announcer } from '../shared/announcer';
import { element, isComposing } from '../shared/dom';
import { commandOf, panOf, type Command } from './commands';
import { keepFocusInside } from './focusTrap';
import { hearGestures, type Drag } from './gestures';
import { Marking } from './marking';
import type { ViewedPicture, ViewedRegion } from './picture';
import { PicturePane } from './picturePane';
import { Regions } from './regions';
import { Toolbar } from './toolbar';
import type { Spot } from './view';

export interface ViewerPorts {
  /** The region that the user points at or has the focus on; undefined when it is none any more. */
  readonly onLit?: (id: string | undefined) => void;
  /** The user marked a part of a picture. Without it nothing can be marked. */
  readonly onMarked?: (picture: string, region: { readonly box: Box }) => void;
}

const zoomStep = 1.25;

/** Pictures in full, over the page. Escape closes it, and the focus goes back to where it was. */
export class Viewer {
  readonly element: HTMLDialogElement;
  private readonly application: HTMLElement;
  private readonly toolbar: Toolbar;
  private readonly pane: PicturePane;
  private readonly help: HTMLElement;
  private readonly announcer = new Announcer();
  private readonly regions: Regions;
  private readonly marking: Marking;
  private pictures: readonly ViewedPicture[] = [];
  private shown: ViewedPicture | undefined;
  /** What the user marked, by picture. */
  private readonly marks = new Map<string, readonly ViewedRegion[]>();
  private opener: Element | null = null;
  private isMarking = false;

  private readonly run: Readonly<Record<Command, (isByKey: boolean) => void>> = {
    zoomIn: () => this.pane.stage.zoomBy(zoomStep),
    zoomOut: () => this.pane.stage.zoomBy(1 / zoomStep),
    fit: () => this.pane.stage.fit(),
    actualSize: () => this.pane.stage.actualSize(),
    previous: () => this.page(-1),
    next: () => this.page(1),
    regions: () => {
      this.regions.toggle();
      this.toolbar.showRegions(this.regions.isAny, this.regions.isShown);
    },
    mark: (isByKey) => this.setMarking(!this.isMarking, isByKey),
    close: (isByKey) => (this.isMarking && isByKey ? this.setMarking(false) : this.element.close()),
  };

  constructor(
    private readonly strings: ViewerStrings,
    private readonly ports: ViewerPorts = {},
  ) {
    this.toolbar = new Toolbar(strings, (command, isByKey) => this.run[command](isByKey));
    this.pane = new PicturePane(
      strings,
      (scale) => this.tellScale(scale),
      () => this.announcer.say(strings.broken),
    );
    const { stage } = this.pane;
    this.regions = new Regions(stage, strings, (id) => ports.onLit?.(id));
    this.marking = new Marking(stage, {
      drawn: (box) => this.regions.drawDraft(box),
      marked: (region) => this.addMark(region),
    });
    this.help = element('p', { class: 'viewer-help' }, strings.markHelp);
    this.application = element(
      'div',
      { class: 'viewer-application', role: 'application', tabindex: '0' },
      this.toolbar.element,
      element('div', { class: 'viewer-body' }, stage.element, this.regions.list.element),
      element('footer', { class: 'viewer-foot' }, this.pane.readout.element),

      this.announcer.element,
    );
    stage.element.append(this.help);
    this.element = element('dialog', { class: 'viewer' }, this.application);
    this.element.addEventListener('keydown', (event) => this.press(event));
    this.element.addEventListener('close', () => this.clear());
    hearGestures(stage.element, {
      press: (spot, button) => this.drag(spot, button),
      zoom: (factor, spot) => stage.zoomBy(factor, spot),
      hover: (spot) => this.hover(spot),
      doubleClick: (spot) => (this.isMarking ? undefined : stage.toggleFit(spot)),
    });
  }

  /** Opens at one of the pictures. */
  open(pictures: readonly ViewedPicture[], id: string): void {
    const picture = pictures.find((one) => one.id === id);
    if (!picture) {
      return;
    }
    this.pictures = pictures;
    if (!this.element.open) {
      this.opener = document.activeElement;
      this.element.showModal();
      this.application.focus();
    }
    this.show(picture);
  }

  /** Shows other regions where a picture has them, and closes where it is there no more. */
  update(pictures: readonly ViewedPicture[]): void {
    this.pictures = pictures;
    const picture = pictures.find(({ id }) => id === this.shown?.id);
    if (picture) {
      this.shown = picture;
      this.refresh(picture);
    } else {
      this.element.close();
    }
  }

  /** What the user marked on a picture; takes the place of what was marked here since. */
  setMarks(picture: string, marks: readonly ViewedRegion[]): void {
    this.marks.set(picture, marks);
    if (this.shown?.id === picture) {
      this.refresh(this.shown);
    }
  }

  /** Lights up a region that is pointed at elsewhere in the page. */
  light(id: string | undefined): void {
    this.regions.light(id);
  }

  private show(picture: ViewedPicture): void {
    this.shown = picture;
    this.setMarking(false);
    this.pane.show(picture.blob);
    this.refresh(picture);
  }

  private refresh({ id, name, regions = [] }: ViewedPicture): void {
    this.element.setAttribute('aria-label', name);
    this.application.setAttribute('aria-label', name);
    const index = this.pictures.findIndex((picture) => picture.id === id);
    this.toolbar.showPicture(name, index, this.pictures.length);
    this.regions.update(regions, this.marks.get(id) ?? []);
    this.toolbar.showRegions(this.regions.isAny, this.regions.isShown);
  }

  private clear(): void {
    this.setMarking(false);
    this.regions.update([], []);
    this.pane.clear();
    this.shown = undefined;
    if (this.opener instanceof HTMLElement) {
      this.opener.focus();
    }
    this.opener = null;
  }

  private page(step: number): void {
    const { length } = this.pictures;
    const index = this.pictures.findIndex(({ id }) => id === this.shown?.id);
    const next = this.pictures[(index + step + length) % length];
    if (next && length > 1) {
      this.show(next);
    }
  }

  private press(event: KeyboardEvent): void {
    if (isComposing(event)) {
      return;
    }
    if (event.key === 'Tab') {
      keepFocusInside(this.element, event);
    } else if (this.takes(event)) {
      event.preventDefault();
      event.stopPropagation(); // Escape would stop a reply of the page. Other keys are for VS Code.
    }
  }

  /** Does what a key is for; false where it is for nothing here. */
  private takes(event: KeyboardEvent): boolean {
    const isOnButton = event.target instanceof HTMLButtonElement && event.key === 'Enter';
    if (this.isMarking && !isOnButton && this.marking.press(event)) {
      return true;
    }
    const pan = panOf(event);
    const command = commandOf(event);
    if (pan) {
      this.pane.stage.panBy(...pan);
    } else if (command) {
      this.run[command](true);
    }
    return pan !== undefined || command !== undefined;
  }

  private drag(spot: Spot, button: number): Drag {
    if (this.isMarking && button === 0) {
      return this.marking.drag(spot);
    }
    const { stage } = this.pane;
    stage.element.classList.add('panned');
    return {
      move: (to, from) => stage.panBy(to.x - from.x, to.y - from.y),
      end: () => stage.element.classList.remove('panned'),
    };
  }

  private hover(spot: Spot | undefined): void {
    this.pane.point(spot);
    this.regions.hover(spot && this.pane.stage.pointAt(spot));
  }

  private setMarking(isOn: boolean, isByKey = false): void {
    this.isMarking = isOn && this.ports.onMarked !== undefined;
    this.toolbar.showMarking(this.ports.onMarked !== undefined, this.isMarking);
    this.element.classList.toggle('marking', this.isMarking);
    this.help.hidden = !this.isMarking;
    if (!this.isMarking) {
      this.marking.stop();
      return;
    }
    this.announcer.say(this.strings.markHelp);
    if (isByKey) {
      this.application.focus();
      this.marking.placeBox();
    }
  }

  private addMark(region: { readonly box: Box }): void {
    const { shown, strings } = this;
    if (shown) {
      this.marks.set(shown.id, this.regions.addMark(region.box));
      // Whoever takes it may have numbers of its own.
      this.ports.onMarked?.(shown.id, region);
      const marks = this.marks.get(shown.id) ?? [];
      this.toolbar.showRegions(true, this.regions.isShown);
      this.announcer.say(strings.marked.replace('{0}', String(marks.at(-1)?.number)));
    }
  }

  private tellScale(scale: number): void {
    const percent = this.shown && this.toolbar.showScale(scale);
    if (percent !== undefined) {
      this.announcer.say(this.strings.zoom.replace('{0}', percent));
    }
  }
}
