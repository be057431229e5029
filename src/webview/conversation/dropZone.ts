import { element } from '../shared/dom';
import { icon } from '../shared/icons';
import { holdsFiles, meansFiles, urisIn } from './arrivals';

export interface ArrivalPorts {
  /** Pictures that come as bytes. */
  readonly files: (files: readonly File[]) => void;
  readonly uris: (uris: readonly string[]) => void;
  /** A text that was pasted outside of a text box. */
  readonly text: (text: string) => void;
}

/** Takes what is pasted into the page or dropped on it; what is dragged over it is told by a sign over all. */
export class DropZone {
  readonly element: HTMLElement;

  constructor(
    words: { readonly dropHere: string },
    private readonly ports: ArrivalPorts,
  ) {
    const sign = element('p', {}, icon('add'), words.dropHere);
    this.element = element('div', { class: 'drop-zone', 'aria-hidden': 'true' }, sign);
    this.element.hidden = true;
    document.addEventListener('paste', (event) => this.paste(event));
    for (const type of ['dragenter', 'dragover'] as const) {
      document.addEventListener(type, (event) => this.drag(event));
    }
    document.addEventListener('dragleave', (event) => {
      if (event.relatedTarget === null) {
        this.element.hidden = true;
      }
    });
    document.addEventListener('dragend', () => (this.element.hidden = true));
    document.addEventListener('drop', (event) => this.drop(event));
  }

  private paste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const isInBox = event.target instanceof Element && event.target.matches('textarea, input');
    if (meansFiles({ text, fileNames: files.map(({ name }) => name) })) {
      event.preventDefault();
      this.ports.files(files);
    } else if (text !== '' && !isInBox) {
      event.preventDefault();
      this.ports.text(text);
    }
  }

  private drag(event: DragEvent): void {
    const { dataTransfer } = event;
    if (dataTransfer && holdsFiles(dataTransfer.types)) {
      event.preventDefault();
      dataTransfer.dropEffect = 'copy';
      this.element.hidden = false;
    }
  }

  private drop(event: DragEvent): void {
    const { dataTransfer } = event;
    this.element.hidden = true;
    if (!dataTransfer || !holdsFiles(dataTransfer.types)) {
      return;
    }
    event.preventDefault();
    const files = [...dataTransfer.files];
    if (files.length > 0) {
      this.ports.files(files);
    } else {
      this.ports.uris(urisIn((type) => dataTransfer.getData(type)));
    }
  }
}
