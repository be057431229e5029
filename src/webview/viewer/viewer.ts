import type { Box } from '../../core/images/region';
import type { ViewerStrings } from '../../protocol/viewer';
import { Announcer } from '../shared/announcer';
import { element } from '../shared/dom';
import type { Command } from './commands';
import { Dock } from './dock';
import { hearGestures, type Drag } from './gestures';
import { Gallery } from './gallery';
import { hearKeys } from './keys';
import { Marking } from './marking';
import type { ViewedPicture, ViewedRegion } from './picture';
import { PicturePane } from './picturePane';
import type { ViewerPorts } from './ports';
import { Regions } from './regions';
import { savedRegions, type SavedRegions } from './saving';
import { Toolbar } from './toolbar';
import type { Spot } from './view';

const zoomStep = 1.25;

/** Pictures in full, beside the page or over it. Escape closes it, and the focus goes back. */
export class Viewer {
  readonly element: HTMLDialogElement;
  private readonly application: HTMLElement;
  private readonly dock: Dock;
  private readonly toolbar: Toolbar;
  private readonly pane: PicturePane;
  private readonly help: HTMLElement;
  private readonly announcer = new Announcer();
  private readonly regions: Regions;
  private readonly marking: Marking;
  private readonly gallery = new Gallery();
  /** What the user marked, by picture. */
  private readonly marks = new Map<string, readonly ViewedRegion[]>();
  private opener: Element | null = null;
  private isMarking = false;

  private readonly run: Readonly<Record<Command, (isByKey: boolean) => void>> = {
    zoomIn: () => this.pane.stage.zoomBy(zoomStep),
    zoomOut: () => this.pane.stage.zoomBy(1 / zoomStep),
    fit: () => this.pane.stage.fit(),
    actualSize: () => this.pane.stage.actualSize(),
    previous: () => this.show(this.gallery.at(-1)),
    next: () => this.show(this.gallery.at(1)),
    savePng: () => this.save('png'),
    saveJson: () => this.save('json'),
    regions: () => {
      this.regions.toggle();
      this.showRegions();
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
      element(
        'footer',
        { class: 'viewer-foot' },
        this.regions.caption.element,
        this.pane.readout.element,
      ),
      this.announcer.element,
    );
    stage.element.append(this.help);
    this.element = element('dialog', { class: 'viewer' }, this.application);
    hearKeys(this.element, {
      isModal: () => this.dock.isModal,
      mark: (event) => this.isMarking && this.marking.press(event),
      pan: (x, y) => stage.panBy(x, y),
      run: (command) => this.run[command](true),
      copied: () => this.regions.lit?.label,
    });
    this.dock = new Dock(this.element, ports.isDocked === true);
    this.element.addEventListener('close', () => {
      if (!this.element.open) {
        this.clear(); // Else it is shown in another place by now.
      }
    });
    hearGestures(stage.element, {
      press: (spot, button) => this.drag(spot, button),
      zoom: (factor, spot) => stage.zoomBy(factor, spot),
      hover: (spot) => this.hover(spot),
      doubleClick: (spot) => (this.isMarking ? undefined : stage.toggleFit(spot)),
    });
  }

  /** Opens at one of the pictures. */
  open(pictures: readonly ViewedPicture[], id: string): void {
    this.gallery.fill(pictures);
    const picture = this.gallery.find(id);
    if (!picture) {
      return;
    }
    if (!this.element.open) {
      this.opener = document.activeElement;
      this.dock.show();
      this.application.focus();
    }
    this.show(picture);
  }

  /** Shows other regions where a picture has them, and closes where it is there no more. */
  update(pictures: readonly ViewedPicture[]): void {
    this.gallery.fill(pictures);
    const { shown } = this.gallery;
    if (shown) {
      this.refresh(shown);
    } else {
      this.element.close();
    }
  }

  /** What the user marked on a picture; takes the place of what was marked here since. */
  setMarks(picture: string, marks: readonly ViewedRegion[]): void {
    this.marks.set(picture, marks);
    const { shown } = this.gallery;
    if (shown?.id === picture) {
      this.refresh(shown);
    }
  }

  /** Lights up a region that is pointed at elsewhere in the page. */
  light(id: string | undefined): void {
    this.regions.light(id);
  }

  private show(picture: ViewedPicture | undefined): void {
    if (!picture) {
      return;
    }
    this.gallery.show(picture.id);
    this.setMarking(false);
    this.pane.show(picture.blob);
    this.refresh(picture);
  }

  private refresh({ id, name, regions = [] }: ViewedPicture): void {
    this.element.setAttribute('aria-label', name);
    this.application.setAttribute('aria-label', name);
    this.toolbar.showPicture(name, this.gallery.index, this.gallery.count);
    this.regions.update(regions, this.marks.get(id) ?? []);
    this.showRegions();
  }

  private clear(): void {
    this.setMarking(false);
    this.regions.update([], []);
    this.pane.clear();
    this.gallery.show(undefined);
    if (this.opener instanceof HTMLElement) {
      this.opener.focus();
    }
    this.opener = null;
  }

  private showRegions(): void {
    const { isAny, isShown } = this.regions;
    this.toolbar.showRegions(isAny, isShown);
    this.toolbar.showSaving(isAny && this.ports.onSave !== undefined);
  }

  private save(form: SavedRegions['form']): void {
    const { shown } = this.gallery;
    if (shown && this.ports.onSave) {
      savedRegions(shown, this.regions.all, form, this.pane.stage.look).then(
        this.ports.onSave,
        () => this.announcer.say(this.strings.broken),
      );
    }
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
    const { strings } = this;
    const { shown } = this.gallery;
    if (shown) {
      this.marks.set(shown.id, this.regions.addMark(region.box));
      // Whoever takes it may have numbers of its own.
      this.ports.onMarked?.(shown.id, region);
      const marks = this.marks.get(shown.id) ?? [];
      this.showRegions();
      this.announcer.say(strings.marked.replace('{0}', String(marks.at(-1)?.number)));
    }
  }

  private tellScale(scale: number): void {
    const percent = this.gallery.shown && this.toolbar.showScale(scale);
    if (percent !== undefined) {
      this.announcer.say(this.strings.zoom.replace('{0}', percent));
    }
  }
}
