/** The fixed texts of the viewer of pictures, in the user's language. */
export interface ViewerStrings {
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fit: string;
  readonly actualSize: string;
  readonly previousImage: string;
  readonly nextImage: string;
  readonly close: string;
  /** With `{0}` in the place of the per cent. */
  readonly zoom: string;
  /** Which of several pictures is shown, with `{0}` and `{1}`. */
  readonly position: string;
  readonly regions: string;
  readonly showRegions: string;
  readonly savePng: string;
  readonly saveJson: string;
  readonly markPart: string;
  /** How a part is marked, by a pointer and by keys. */
  readonly markHelp: string;
  /** A part was marked, with `{0}` in the place of its number. */
  readonly marked: string;
  /** What a part is called that the user marked. */
  readonly part: string;
  readonly reading: string;
  readonly broken: string;
}
