import { boundsOf, type Box, type Point } from '../../core/images/region';
import { Caption } from './caption';
import type { ViewedRegion } from './picture';
import { RegionList } from './regionList';
import { regionAt } from './regionShapes';
import type { Stage } from './stage';

export interface RegionLabels {
  readonly regions: string;
  /** What a part is called that the user marked. */
  readonly part: string;
}

/** The regions of the picture that is shown: on it and in the list, each lit up in both at once. */
export class Regions {
  readonly list: RegionList;
  readonly caption = new Caption();
  private found: readonly ViewedRegion[] = [];
  private marks: readonly ViewedRegion[] = [];
  private litId: string | undefined;
  private draft: Box | undefined;
  private isOn = true;

  /** `onLit` is told the region that the user points at, and when it is none any more. */
  constructor(
    private readonly stage: Stage,
    private readonly labels: RegionLabels,
    private readonly onLit: (id: string | undefined) => void,
  ) {
    this.list = new RegionList(labels.regions, {
      lit: (id) => this.point(id),
      chosen: ({ region }) => stage.showPart(boundsOf(region)),
    });
  }

  /** The region that is lit up. */
  get lit(): ViewedRegion | undefined {
    return this.all.find(({ id }) => id === this.litId);
  }

  get isShown(): boolean {
    return this.isOn;
  }

  /** True where there is one to show. */
  get isAny(): boolean {
    return this.all.length > 0;
  }

  /** Shows the regions of a picture and what the user marked on it. */
  update(found: readonly ViewedRegion[], marks: readonly ViewedRegion[]): void {
    this.found = found;
    this.marks = marks;
    this.list.update(this.all);
    if (!this.all.some(({ id }) => id === this.litId)) {
      this.point(undefined);
    }
    this.list.light(this.litId, false);
    this.draw();
  }

  /** Shows a part that was marked, until the marks are set anew; gives all marks, this one last. */
  addMark(box: Box): readonly ViewedRegion[] {
    const number = 1 + Math.max(0, ...this.marks.map((mark) => mark.number));
    const mark = { id: `mark ${number}`, number, label: this.labels.part, region: { box } };
    this.update(this.found, [...this.marks, mark]);
    return this.marks;
  }

  toggle(): void {
    this.isOn = !this.isOn;
    this.draw();
  }

  /** Lights up what is at a point of the picture. */
  hover(point: Point | undefined): void {
    const at = point && this.isOn ? regionAt(this.all, point)?.id : undefined;
    if (at !== this.litId) {
      this.point(at);
      this.list.light(at, true);
    }
  }

  /** Lights one up that is pointed at elsewhere. */
  light(id: string | undefined): void {
    this.litId = id;
    this.list.light(id, true);
    this.draw();
  }

  /** The rectangle that is being drawn. */
  drawDraft(box: Box | undefined): void {
    this.draft = box;
    this.draw();
  }

  get all(): readonly ViewedRegion[] {
    return [...this.found, ...this.marks];
  }

  private point(id: string | undefined): void {
    if (id !== this.litId) {
      this.litId = id;
      this.list.light(id, false);
      this.draw();
      this.onLit(id);
    }
  }

  private draw(): void {
    this.caption.show(this.lit);
    this.stage.draw({
      regions: this.isOn ? this.all : this.all.filter(({ id }) => id === this.litId),
      ...(this.litId !== undefined && { lit: this.litId }),
      ...(this.draft && { draft: { box: this.draft } }),
    });
  }
}
