import type { AddingStrings } from '../../protocol/addingStrings';
import type { ImageView } from '../../protocol/pictures';
import type { Announcer } from '../shared/announcer';
import { element } from '../shared/dom';
import { icon } from '../shared/icons';
import type { ViewedPicture } from '../viewer/picture';
import { Adding } from './adding';
import type { ComposerImages } from './composer';
import { DropZone } from './dropZone';
import type { Host } from './host';
import { PendingImages } from './pendingImages';
import type { PixelCache } from './pixelCache';

export interface DeskPorts {
  readonly host: Host;
  readonly pixels: PixelCache;
  readonly announcer: Pick<Announcer, 'say'>;
  /** An image is to be seen in full. */
  readonly open: (id: string) => void;
  /** A text was pasted outside of a text box. */
  readonly text: (text: string) => void;
  /** The keyboard focus has no place of its own any more. */
  readonly focus: () => void;
  /** Images are on their way, or no longer. */
  readonly changed: () => void;
}

/** The images of the next question, and all ways in which they come. */
export class Desk implements ComposerImages {
  /** Stands in a panel of which nothing was asked yet. */
  readonly invitation: HTMLElement;
  /** Stand above the question box. */
  readonly above: readonly HTMLElement[];
  /** Lies over the page while something is dragged over it. */
  readonly zone: HTMLElement;
  private readonly adding: Adding;
  private readonly pending: PendingImages;

  constructor(strings: AddingStrings, ports: DeskPorts) {
    const { host, pixels, announcer } = ports;
    this.adding = new Adding(strings, ports);
    this.pending = new PendingImages(strings, {
      pixels: (id) => pixels.get(id),
      open: ports.open,
      remove: (image) => {
        host.post({ type: 'removeImage', image });
        announcer.say(strings.removed);
      },
      save: (image) => host.post({ type: 'saveImage', image }),
      emptied: ports.focus,
    });
    const added = async (adding: Promise<void>): Promise<void> => {
      const { activeElement } = document;
      const isNowhere = activeElement === null || activeElement.matches('body, main');
      await adding;
      if (isNowhere && document.hasFocus()) {
        ports.focus();
      }
    };
    const zone = new DropZone(strings, {
      files: (files) => void added(this.adding.files(files)),
      uris: (uris) => void added(this.adding.uris(uris)),
      text: ports.text,
    });
    this.invitation = element(
      'section',
      { class: 'invitation' },
      icon('picture'),
      element('h2', {}, strings.invitation),
      element('p', {}, strings.invitationHelp),
    );
    this.above = [this.adding.problems, this.pending.element, this.adding.status];
    this.zone = zone.element;
  }

  get pictures(): readonly ViewedPicture[] {
    return this.pending.pictures;
  }

  update(images: readonly ImageView[], isFirst: boolean): void {
    this.pending.update(images);
    this.invitation.hidden = !isFirst || images.length > 0;
  }

  ids(): readonly string[] {
    return this.pending.ids;
  }

  isBusy(): boolean {
    return this.adding.isBusy;
  }

  choose(): Promise<void> {
    return this.adding.choose();
  }
}
