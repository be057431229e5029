/** From this width on the page has room beside a picture. */
const wide = '(min-width: 900px)';

/** Shows a dialog beside the rest of the page where there is room, so that both can be used, else over it. */
export class Dock {
  private readonly room = matchMedia(wide);

  /** `isAllowed`: otherwise it is shown over the page always. */
  constructor(
    private readonly dialog: HTMLDialogElement,
    private readonly isAllowed: boolean,
  ) {
    this.room.addEventListener('change', () => {
      if (isAllowed && dialog.open) {
        const focused = document.activeElement;
        dialog.close();
        this.show();
        if (focused instanceof HTMLElement) {
          focused.focus();
        }
      }
    });
    dialog.addEventListener('close', () => this.mark());
  }

  /** True where the dialog is all that can be used. */
  get isModal(): boolean {
    return this.dialog.matches(':modal');
  }

  show(): void {
    if (this.isAllowed && this.room.matches) {
      this.dialog.show();
    } else {
      this.dialog.showModal();
    }
    this.mark();
  }

  private mark(): void {
    document.documentElement.classList.toggle('beside-viewer', this.dialog.open && !this.isModal);
  }
}
