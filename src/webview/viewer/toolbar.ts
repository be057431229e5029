import type { ViewerStrings } from '../../protocol/viewer';
import { element, iconButton } from '../shared/dom';
import type { Command } from './commands';

/** The buttons of the viewer, the name of the picture and how large it is shown. */
export class Toolbar {
  readonly element: HTMLElement;
  private readonly name = element('span', { class: 'viewer-name', dir: 'auto' });
  private readonly position = element('span', { class: 'viewer-position' });
  private readonly percent = element('span', { class: 'viewer-percent', 'aria-hidden': 'true' });
  private readonly paging: HTMLElement;
  private readonly regions: HTMLButtonElement;
  private readonly mark: HTMLButtonElement;
  private readonly saving: HTMLElement;

  constructor(
    private readonly strings: ViewerStrings,
    private readonly run: (command: Command, isByKeyboard: boolean) => void,
  ) {
    this.paging = element(
      'span',
      { class: 'viewer-group' },
      this.button('back', strings.previousImage, 'previous'),
      this.position,
      this.button('forward', strings.nextImage, 'next'),
    );
    this.regions = this.button('regions', strings.showRegions, 'regions');
    this.mark = this.button('mark', strings.markPart, 'mark');
    this.saving = element(
      'span',
      { class: 'viewer-group' },
      this.button('savePicture', strings.savePng, 'savePng'),
      this.button('saveData', strings.saveJson, 'saveJson'),
    );
    this.element = element(
      'header',
      { class: 'viewer-bar' },
      this.name,
      this.paging,
      element(
        'span',
        { class: 'viewer-group' },
        this.button('zoomOut', strings.zoomOut, 'zoomOut'),
        this.percent,
        this.button('zoomIn', strings.zoomIn, 'zoomIn'),
        this.button('fit', strings.fit, 'fit'),
        this.button('actualSize', strings.actualSize, 'actualSize'),
      ),
      element('span', { class: 'viewer-group' }, this.regions, this.mark),
      this.saving,
      this.button('close', strings.close, 'close'),
    );
  }

  /** Names the picture, with its place among so many. */
  showPicture(name: string, index: number, count: number): void {
    this.name.textContent = name;
    this.name.title = name;
    this.paging.hidden = count < 2;
    this.position.textContent = this.strings.position
      .replace('{0}', String(index + 1))
      .replace('{1}', String(count));
  }

  /** Shows at which scale the picture is shown; gives the per cent if they are others than before. */
  showScale(scale: number): string | undefined {
    const percent = String(Math.round(scale * 100));
    const text = `${percent} %`;
    if (text === this.percent.textContent) {
      return undefined;
    }
    this.percent.textContent = text;
    return percent;
  }

  /** Whether the button for regions is there, and whether they are shown. */
  showRegions(isThere: boolean, isOn: boolean): void {
    this.regions.hidden = !isThere;
    this.regions.setAttribute('aria-pressed', String(isOn));
  }

  /** Whether there is anything to save. */
  showSaving(isThere: boolean): void {
    this.saving.hidden = !isThere;
  }

  /** Whether the button that marks is there, and whether it is on. */
  showMarking(isThere: boolean, isOn: boolean): void {
    this.mark.hidden = !isThere;
    this.mark.setAttribute('aria-pressed', String(isOn));
  }

  private button(
    icon: Parameters<typeof iconButton>[0],
    label: string,
    command: Command,
  ): HTMLButtonElement {
    const created = iconButton(icon, label, { class: 'tool' });
    created.addEventListener('click', ({ detail }) => this.run(command, detail === 0));
    return created;
  }
}
