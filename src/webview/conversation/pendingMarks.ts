import type { Box } from '../../core/images/region';
import { mostMarks, type MarkView } from '../../protocol/conversation';

/** A marked part that goes along with the next question. */
export type PendingMark = Omit<MarkView, 'number'>;

/** The parts of images that the next question points at. Their numbers go on from those of earlier questions. */
export class PendingMarks {
  private marks: readonly PendingMark[];
  private first = 1;

  /** `onChange` is told what there is now, to be kept. */
  constructor(
    marks: readonly PendingMark[],
    private readonly onChange: (marks: readonly PendingMark[]) => void,
  ) {
    this.marks = marks;
  }

  get views(): readonly MarkView[] {
    return this.marks.map((mark, index) => ({ ...mark, number: this.first + index }));
  }

  /** As the host takes them. */
  get parts(): { readonly image: string; readonly box: Box }[] {
    return this.marks.map(({ image, box }) => ({ image, box }));
  }

  /** The number of the first, and the images that are there to be pointed at. */
  update(first: number, images: readonly string[]): void {
    this.first = first;
    if (this.marks.some(({ image }) => !images.includes(image))) {
      this.change(this.marks.filter(({ image }) => images.includes(image)));
    }
  }

  /** One more than a question may have is not taken. */
  add(mark: PendingMark): void {
    this.change([...this.marks, mark].slice(0, mostMarks));
  }

  remove(number: number): void {
    this.change(this.marks.filter((_, index) => this.first + index !== number));
  }

  clear(): void {
    this.change([]);
  }

  private change(marks: readonly PendingMark[]): void {
    this.marks = marks;
    this.onChange(marks);
  }
}
