import type { MarkView, RegionView, TurnView } from '../../protocol/conversation';
import type { PanelStrings } from '../../protocol/panelStrings';
import type { ViewedPicture, ViewedRegion } from '../viewer/picture';
import { Viewer } from '../viewer/viewer';
import type { Host } from './host';
import { MarkChips } from './markChips';
import { PendingMarks } from './pendingMarks';

/** The pictures in full, with the parts that questions point at and those that the next one will. */
export class Pointing {
  readonly viewer: Viewer;
  readonly pending: PendingMarks;
  /** Those of the next question. */
  readonly chips: MarkChips;
  private asked: readonly MarkView[] = [];
  /** The places that the last reply with any speaks of. */
  private told: readonly RegionView[] = [];

  /** `onMarked`: the pictures were closed with a part marked that was not before. */
  constructor(
    private readonly strings: PanelStrings,
    host: Host,
    private readonly pictures: () => readonly ViewedPicture[],
    onMarked: () => void,
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
    this.told = turns.findLast(({ regions }) => regions)?.regions ?? [];
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
      this.viewer.light(regionId(mark));
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
    return this.pictures().map((picture) => ({
      ...picture,
      regions: [...this.regionsOf(this.asked, picture.id), ...toldOf(this.told, picture.id)],
    }));
  }

  private regionsOf(marks: readonly MarkView[], image: string): ViewedRegion[] {
    return marks
      .filter((mark) => mark.image === image)
      .map((mark) => ({
        id: regionId(mark),
        number: mark.number,
        label: this.strings.viewer.part,
        region: { box: mark.box },
      }));
  }
}

function toldOf(regions: readonly RegionView[], image: string): ViewedRegion[] {
  return regions
    .filter((region) => region.image === image)
    .map(({ text, region }, index) => ({
      id: `reply ${index}`,
      number: index + 1,
      label: text,
      region,
    }));
}

function regionId({ number }: MarkView): string {
  return `mark ${number}`;
}
