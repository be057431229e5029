import type { MarkView, TurnView } from '../../protocol/conversation';
import type { PanelStrings } from '../../protocol/panelStrings';
import type { ViewedPicture, ViewedRegion } from '../viewer/picture';
import { Viewer } from '../viewer/viewer';
import type { Host } from './host';
import { MarkChips } from './markChips';
import { PendingMarks } from './pendingMarks';
import { regionsOn, turnOf } from './regionViews';

/** The pictures in full, with the parts that questions point at and those that the next one will. */
export class Pointing {
  readonly viewer: Viewer;
  readonly pending: PendingMarks;
  /** Those of the next question. */
  readonly chips: MarkChips;
  private asked: readonly MarkView[] = [];
  private turns: readonly TurnView[] = [];
  /** The turn whose regions are shown: the last with any, or one that was chosen. */
  private told: number | undefined;

  /**
   * `onMarked`: the pictures were closed with a part marked that was not before. `onLit` is told the region that
   * is pointed at on a picture.
   */
  constructor(
    private readonly strings: PanelStrings,
    host: Host,
    private readonly pictures: () => readonly ViewedPicture[],
    onMarked: () => void,
    onLit: (region: string | undefined) => void,
  ) {
    let isMarked = false;
    this.pending = new PendingMarks(host.state.marks, (marks) => {
      host.keep({ marks });
      this.refresh();
    });
    this.chips = new MarkChips(
      strings,
      (number) => this.lookAt(this.pending.views.find((mark) => mark.number === number)),
      (number) => this.pending.remove(number),
    );
    this.viewer = new Viewer(strings.viewer, {
      onLit,
      isDocked: true,
      onSave: ({ picture: image, form, bytes }) => host.post({ type: 'save', image, form, bytes }),
      onMarked: (image, { box }) => {
        const name = this.pictures().find(({ id }) => id === image)?.name ?? '';
        this.pending.add({ image, name, box });
        isMarked = true;
      },
    });
    this.viewer.element.addEventListener('close', () => {
      if (isMarked) {
        isMarked = false;
        onMarked();
      }
    });
  }

  /** Follows the conversation: its images and the parts that its questions point at. */
  update(turns: readonly TurnView[], images: readonly string[], nextMark: number): void {
    this.asked = turns.flatMap(({ marks = [] }) => marks);
    const known = this.turns.length;
    this.turns = turns;
    if (this.told === undefined || turns.length > known) {
      this.told = turns.findLast(({ regions }) => regions)?.id;
    }
    this.pending.update(nextMark, images);
    this.refresh();
  }

  open(image: string): void {
    this.viewer.open(this.viewed(), image);
  }

  /** Opens the picture of a mark, with the mark lit up. */
  lookAt(mark: MarkView | undefined): void {
    if (mark) {
      this.open(mark.image);
      this.viewer.light(markId(mark));
    }
  }

  /** Lights up a region of a reply on its picture, where that is shown. */
  light(region: string | undefined): void {
    this.viewer.light(region);
  }

  /** Opens the picture of a region of a reply, with it lit up. */
  lookAtRegion(region: string): void {
    this.told = turnOf(region);
    const picture = this.viewed().find(({ regions = [] }) =>
      regions.some(({ id }) => id === region),
    );
    if (picture) {
      this.viewer.update(this.viewed());
      this.open(picture.id);
      this.viewer.light(region);
    }
  }

  private refresh(): void {
    const { views } = this.pending;
    this.chips.update(views);
    for (const { id } of this.pictures()) {
      this.viewer.setMarks(id, this.regionsOf(views, id));
    }
    this.viewer.update(this.viewed());
  }

  private viewed(): ViewedPicture[] {
    const told = this.turns.find(({ id }) => id === this.told);
    return this.pictures().map((picture) => ({
      ...picture,
      regions: [
        ...this.regionsOf(this.asked, picture.id),
        ...(told ? regionsOn(told, picture.id) : []),
      ],
    }));
  }

  private regionsOf(marks: readonly MarkView[], image: string): ViewedRegion[] {
    return marks
      .filter((mark) => mark.image === image)
      .map((mark) => ({
        id: markId(mark),
        number: mark.number,
        label: this.strings.viewer.part,
        region: { box: mark.box },
      }));
  }
}

function markId({ number }: MarkView): string {
  return `mark ${number}`;
}
