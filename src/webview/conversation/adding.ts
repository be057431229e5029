import { maxImageBytes, mostImages } from '../../core/images/limits';
import type { AddingStrings } from '../../protocol/addingStrings';
import { mostDropped, type AddedView } from '../../protocol/pictures';
import type { Announcer } from '../shared/announcer';
import { element, iconButton } from '../shared/dom';
import { icon } from '../shared/icons';
import type { Host } from './host';
import type { PixelCache } from './pixelCache';

/** So many problems are told in words. */
const mostTold = 3;

export interface AddingPorts {
  readonly host: Pick<Host, 'ask'>;
  readonly pixels: Pick<PixelCache, 'put'>;
  readonly announcer: Pick<Announcer, 'say'>;
  /** Something is being added, or no longer. */
  readonly changed: () => void;
  /** The keyboard focus has no place of its own any more. */
  readonly focus: () => void;
}

type Told = Pick<AddedView, 'ids' | 'problems'>;

/** Hands what is added to the host, one after the other, and tells what could not be added. */
export class Adding {
  /** What could not be added, until it is dismissed or something else is added. */
  readonly problems = element('div', { class: 'add-problems' });
  readonly status = element('p', { class: 'add-status' });
  private last: Promise<void> = Promise.resolve();
  private running = 0;

  constructor(
    private readonly strings: AddingStrings,
    private readonly ports: AddingPorts,
  ) {
    this.status.hidden = true;
    this.status.textContent = strings.working;
  }

  get isBusy(): boolean {
    return this.running > 0;
  }

  /** Pictures that come as bytes. */
  files(files: readonly File[]): Promise<void> {
    const looked = files.slice(0, mostImages);
    return this.run(async () => {
      const told: Told[] = [];
      for (const file of looked) {
        told.push(await this.file(file));
      }
      return [...told, this.cut(looked.length, files.length)];
    });
  }

  /** Files that the host can read. */
  uris(uris: readonly string[]): Promise<void> {
    const looked = uris.slice(0, mostDropped);
    return this.run(async () => [
      looked.length === 0
        ? { ids: [], problems: [this.strings.nothingToAdd] }
        : await this.ports.host.ask('addUris', { uris: looked }),
      this.cut(looked.length, uris.length),
    ]);
  }

  /** Files that the user chooses. */
  choose(): Promise<void> {
    return this.run(async () => [await this.ports.host.ask('chooseImages', {})]);
  }

  private async file(file: File): Promise<Told> {
    const { strings, ports } = this;
    const problem = (text: string): Told => ({
      ids: [],
      problems: [text.replace('{0}', () => file.name)],
    });
    if (file.size > maxImageBytes) {
      const limit = String(maxImageBytes / 1024 / 1024);
      return problem(strings.tooLarge.replace('{1}', limit));
    }
    let bytes: Uint8Array<ArrayBuffer>;
    try {
      bytes = new Uint8Array(await file.arrayBuffer());
    } catch {
      return problem(strings.unreadable);
    }
    const added = await ports.host.ask('addBytes', { name: file.name.slice(0, 1000), bytes });
    const [id] = added.ids;
    if (id !== undefined && added.mediaType !== undefined) {
      ports.pixels.put(id, file.slice(0, file.size, added.mediaType));
    }
    return added;
  }

  private cut(looked: number, all: number): Told {
    const words = this.strings.tooMany.replace('{0}', String(looked)).replace('{1}', String(all));
    return { ids: [], problems: looked < all ? [words] : [] };
  }

  private run(add: () => Promise<Told[]>): Promise<void> {
    this.count(1);
    this.last = this.last.then(async () => {
      try {
        this.tell(await add());
      } catch {
        this.tell([{ ids: [], problems: [this.strings.failed] }]);
      } finally {
        this.count(-1);
      }
    });
    return this.last;
  }

  private count(change: number): void {
    this.running += change;
    this.status.hidden = !this.isBusy;
    this.ports.changed();
  }

  private tell(told: readonly Told[]): void {
    const count = told.reduce((sum, { ids }) => sum + ids.length, 0);
    const { addedOne, addedSeveral } = this.strings;
    if (count > 0) {
      this.ports.announcer.say(count === 1 ? addedOne : addedSeveral.replace('{0}', String(count)));
    }
    const problems = told.flatMap((each) => each.problems);
    this.problems.replaceChildren();
    if (problems.length > 0) {
      this.problems.append(this.card(problems));
    }
  }

  /** Assistive tools read it at once. */
  private card(problems: readonly string[]): HTMLElement {
    const { more, dismiss } = this.strings;
    const rest = problems.length - mostTold;
    const words = [
      ...problems.slice(0, mostTold),
      ...(rest > 0 ? [more.replace('{0}', String(rest))] : []),
    ];
    const close = iconButton('close', dismiss, { class: 'tool' });
    close.addEventListener('click', () => {
      this.problems.replaceChildren();
      this.ports.focus();
    });
    return element(
      'div',
      { class: 'card error', role: 'alert' },
      icon('error'),
      element(
        'div',
        { class: 'card-text' },
        ...words.map((text) => element('p', { dir: 'auto' }, text)),
      ),
      close,
    );
  }
}
