import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { out } from '../paths';
import { Dialog } from './dialog';
import { Explorer } from './explorer';
import { Notifications } from './notifications';
import { QuickInput } from './quickInput';
import { Tabs } from './tabs';
import { until } from './until';

/** Milliseconds that a loaded machine may need for the first paint. */
const startTimeout = 90_000;

/** Sightline's webviews on show; the image preview is a webview too. */
const webview = 'iframe.webview.ready[src*="extensionId=sightline.sightline"]:visible';

/** VS Code's window, driven as a person does. */
export class Workbench {
  readonly explorer: Explorer;
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly dialog: Dialog;
  readonly tabs: Tabs;

  constructor(readonly page: Page) {
    this.explorer = new Explorer(page);
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
    this.dialog = new Dialog(page);
    this.tabs = new Tabs(page);
  }

  /** Waits until the Explorer and the colour theme, by the class it gives the window, are there. */
  async ready(themeClass: string): Promise<void> {
    const window = this.page.locator(`.monaco-workbench.${themeClass}`);
    await window.waitFor({ timeout: startTimeout });
    await window.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  }

  /** Runs a command of the Command Palette by its full title, for example `Sightline: Describe Image`. */
  async runCommand(title: string): Promise<void> {
    await until(`the command ${title}`, async () => {
      await this.page.keyboard.press('F1');
      await this.quickInput.input.fill(`>${title}`, { timeout: 2000 });
      const row = this.quickInput.row(title);
      try {
        await row.click({ timeout: 2000 });
        return true;
      } catch {
        // A slow machine may have taken the click all the same: what is open now is the command's own.
        const input = await this.quickInput.input.inputValue();
        if (!input.startsWith('>')) {
          return true;
        }
        await this.quickInput.escape();
        return false;
      }
    });
  }

  /**
   * The document inside Sightline's panel: the one whose tab has this title, which is brought to the
   * front, or the only one on show.
   */
  async panel(title?: string): Promise<FrameLocator> {
    const frame =
      title === undefined ? webview : await this.frameBelow(await this.tabs.show(title));
    return this.page.frameLocator(frame).frameLocator('iframe#active-frame');
  }

  /** A webview lies over its editor group, outside of it in the DOM: the place tells which is whose. */
  private async frameBelow(tab: Locator): Promise<string> {
    const group = tab.locator('xpath=ancestor::*[contains(@class, "editor-group-container")]');
    return until('the webview of the tab', async () => {
      const area = await group.boundingBox();
      for (const frame of await this.page.locator(webview).all()) {
        const box = await frame.boundingBox();
        if (area !== null && box !== null && contains(area, box)) {
          return `iframe[name="${(await frame.getAttribute('name')) ?? ''}"]`;
        }
      }
      return undefined;
    });
  }

  /** Writes a picture of the window to `out/NAME.png`; its path comes out. */
  async screenshot(name: string): Promise<string> {
    const file = path.join(out, `${name}.png`);
    await this.page.screenshot({ path: file });
    return file;
  }
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function contains(outer: Box, inner: Box): boolean {
  const [x, y] = [inner.x + inner.width / 2, inner.y + inner.height / 2];
  return x > outer.x && x < outer.x + outer.width && y > outer.y && y < outer.y + outer.height;
}
