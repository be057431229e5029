import type { Locator } from 'playwright-core';
import type { Box } from '../../../src/core/images/region';
import type { ViewedRegion } from '../../../src/webview/viewer/picture';
import type { GivenPicture, ViewerProgram } from './viewerProgram';
import { WebviewPage, type PageOptions } from './webviewPage';

interface Ready {
  readonly type: 'ready';
}

/** Where something is in the window, in CSS pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** The viewer alone in a browser. */
export class ViewerPage extends WebviewPage<object, Ready> {
  static async open(options: PageOptions = {}): Promise<ViewerPage> {
    const viewer = new ViewerPage(await this.borrow());
    await viewer.load('viewer', { width: 1000, height: 700, ...options });
    return viewer;
  }

  /** Opens pictures at the first, or at the one of this index, and waits until it is shown. */
  async show(pictures: readonly GivenPicture[], index = 0): Promise<void> {
    await this.page.evaluate(
      ({ json, at }) => {
        document.querySelector('button')?.focus();
        const { program } = window as unknown as { program: ViewerProgram };
        const given = JSON.parse(json) as GivenPicture[];
        program.viewer.open(program.pictures(given), given[at]?.id ?? '');
      },
      { json: JSON.stringify(pictures), at: index },
    );
    await this.settled();
  }

  /** Waits until a picture is shown, or known not to be one, and painted. */
  async settled(): Promise<void> {
    await this.page.locator('.viewer-stage.shown img, .viewer-note.broken').first().waitFor();
    await this.painted();
  }

  async setMarks(picture: string, marks: readonly ViewedRegion[]): Promise<void> {
    await this.page.evaluate(
      ({ id, list }) => {
        const { program } = window as unknown as { program: ViewerProgram };
        program.viewer.setMarks(id, list);
      },
      { id: picture, list: marks },
    );
  }

  /** Lights a region up as the owner of the viewer does. */
  async light(id: string | undefined): Promise<void> {
    await this.page.evaluate((region) => {
      const { program } = window as unknown as { program: ViewerProgram };
      program.viewer.light(region);
    }, id);
  }

  /** What the viewer has told its owner. */
  async told(): Promise<{
    readonly lit: (string | null)[];
    readonly marked: { readonly picture: string; readonly box: Box }[];
  }> {
    return this.page.evaluate(() => {
      const { lit, marked } = (window as unknown as { program: ViewerProgram }).program;
      return { lit: lit.map((id) => id ?? null), marked };
    });
  }

  /** Lets the page paint what it was told. */
  async painted(): Promise<void> {
    await this.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
  }

  /** Where the picture is in the window, and how large. */
  async picture(): Promise<Place & { readonly width: number; readonly height: number }> {
    await this.painted();
    return this.page.locator('.viewer-layer img').evaluate((image) => {
      const { x, y, width, height } = image.getBoundingClientRect();
      return { x, y, width, height };
    });
  }

  /** Where the stage is in the window. */
  async stage(): Promise<Place & { readonly width: number; readonly height: number }> {
    return this.page.locator('.viewer-stage').evaluate((stage) => {
      const { x, y, width, height } = stage.getBoundingClientRect();
      return { x, y, width, height };
    });
  }

  /** The place in the window of a point of the picture in fractions. */
  async placeOf(point: Place): Promise<Place> {
    const { x, y, width, height } = await this.picture();
    return { x: x + point.x * width, y: y + point.y * height };
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  get application(): Locator {
    return this.page.getByRole('application');
  }

  /** What is said to be under the pointer. */
  async readout(): Promise<string> {
    return (await this.page.locator('.viewer-readout').innerText()).replace(/\s+/g, ' ').trim();
  }

  /** How large the picture is said to be shown. */
  async percent(): Promise<string> {
    await this.painted();
    return (await this.page.locator('.viewer-percent').textContent()) ?? '';
  }

  /** The colour that is drawn over the picture at a place of the window, as red, green, blue and alpha. */
  async drawnAt({ x, y }: Place): Promise<number[]> {
    await this.painted();
    return this.page.evaluate(
      (at) => {
        const canvas = document.querySelector<HTMLCanvasElement>('.viewer-regions');
        const box = canvas?.getBoundingClientRect();
        const copy = document
          .createElement('canvas')
          .getContext('2d', { willReadFrequently: true });
        if (!canvas || !box || !copy) {
          return [];
        }
        copy.drawImage(canvas, box.x - at.x, box.y - at.y);
        return [...copy.getImageData(0, 0, 1, 1).data];
      },
      { x, y },
    );
  }
}
