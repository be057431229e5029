import type { ImageId } from '../../core/images/imageId';

/** The images that were added to a conversation and not asked about yet: those of the next question. */
export class PendingImages {
  private list: readonly ImageId[];

  constructor(
    ids: readonly ImageId[],
    private readonly onChange: () => void,
  ) {
    this.list = ids;
  }

  get ids(): readonly ImageId[] {
    return this.list;
  }

  add(ids: readonly ImageId[]): void {
    this.change([...this.list, ...ids]);
  }

  /** Takes some out; which of them were there comes out, in the order in which they were added. */
  take(ids: readonly ImageId[]): readonly ImageId[] {
    const taken = this.list.filter((id) => ids.includes(id));
    if (taken.length > 0) {
      this.change(this.list.filter((id) => !ids.includes(id)));
    }
    return taken;
  }

  private change(ids: readonly ImageId[]): void {
    this.list = ids;
    this.onChange();
  }
}
