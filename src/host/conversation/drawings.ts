import { untilAborted } from '../../core/abort';
import {
  isRemote,
  type DrawnImage,
  type ImageFile,
  type SourceImage,
} from '../../core/images/images';
import type { browserText, withDrawing } from '../../imaging';
import type { Params, Result } from '../../protocol/channel';
import type { pageCalls } from '../../protocol/conversation';
import type { ImageStore } from '../images/imageStore';
import type { Log } from '../log';

/** Has a page draw. */
export type Draw = (
  request: Params<typeof pageCalls, 'draw'>,
) => Promise<Result<typeof pageCalls, 'draw'>>;

export interface DrawingPorts {
  readonly images: Pick<ImageStore, 'redraw'>;
  readonly loadImaging: () => Promise<{
    readonly browserText: typeof browserText;
    readonly withDrawing: typeof withDrawing;
  }>;
  readonly log: Pick<Log, 'info'>;
  /** How long it is waited for a page that is on its way, in milliseconds. */
  readonly arrivalMilliseconds?: number;
  /** The same for its drawing. */
  readonly drawMilliseconds?: number;
}

/** The page of a panel: on its way, there, or gone. */
interface Page {
  readonly hasArrived: boolean;
  readonly draw: Promise<Draw>;
  readonly arrive: (draw: Draw) => void;
  readonly leave: (reason: Error) => void;
  readonly gone: AbortSignal;
}

/**
 * Has the page of a conversation's panel draw the vectors that a browser draws better. Where there is none, or
 * it fails, they stay as they are, with the limits that are told.
 */
export class Drawings {
  private page = newPage();
  private readonly done = new WeakMap<ImageFile, Promise<DrawnImage | undefined>>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly ports: DrawingPorts) {}

  /** A page is there that can draw. */
  pageCame(draw: Draw): void {
    if (this.page.hasArrived || this.page.gone.aborted) {
      this.pageWent();
      this.page = newPage();
    }
    this.page.arrive(draw);
  }

  /** There is none that draws, until another one comes. */
  pageWent(): void {
    this.page.leave(new Error('there is no page'));
  }

  /**
   * An image as it is sent and shown: drawn by the page where it ought to be and can. Rejects only with the
   * signal's reason, as soon as it aborts.
   */
  async drawn<Source extends SourceImage>(
    image: Source,
    signal: AbortSignal,
  ): Promise<Source | DrawnImage> {
    if (isRemote(image) || image.isForBrowser !== true) {
      return image;
    }
    let work = this.done.get(image);
    if (work === undefined) {
      // One after the other, so that each has its time.
      work = this.last.then(() => this.attempt(image));
      this.done.set(image, work);
      this.last = work;
    }
    return (await untilAborted(work, signal)) ?? image;
  }

  private async attempt(image: ImageFile): Promise<DrawnImage | undefined> {
    const { images, log, arrivalMilliseconds = 10_000, drawMilliseconds = 4000 } = this.ports;
    const { page } = this;
    let stage: 'awaited' | 'asked' | 'answered' = 'awaited';
    try {
      const { browserText, withDrawing } = await this.ports.loadImaging();
      const draw = await untilAborted(page.draw, AbortSignal.timeout(arrivalMilliseconds));
      page.gone.throwIfAborted();
      stage = 'asked';
      const { width, height, bytes } = image;
      const { png } = await untilAborted(
        draw({ svg: browserText(bytes), width, height }),
        AbortSignal.any([AbortSignal.timeout(drawMilliseconds), page.gone]),
      );
      stage = 'answered';
      const drawn = await withDrawing(image, png);
      images.redraw(image, drawn);
      return drawn;
    } catch (error) {
      log.info(
        `The panel’s page has not drawn a vector, which is drawn here instead: ${String(error)}`,
      );
      if (stage === 'awaited' || (stage === 'asked' && page.gone.aborted)) {
        this.done.delete(image); // Another time there may be one.
      }
      if (error instanceof Error && error.name === 'TimeoutError') {
        page.leave(error); // Nothing else waits for it in vain.
      }
      return undefined;
    }
  }
}

function newPage(): Page {
  const gone = new AbortController();
  let resolve: (draw: Draw) => void = () => undefined;
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<Draw>((...settle) => ([resolve, reject] = settle));
  promise.catch(() => undefined); // It is told to whoever waits for it.
  let hasArrived = false;
  return {
    get hasArrived() {
      return hasArrived;
    },
    draw: promise,
    arrive: (draw) => {
      hasArrived = true;
      resolve(draw);
    },
    leave: (reason) => {
      reject(reason);
      gone.abort(reason);
    },
    gone: gone.signal,
  };
}
