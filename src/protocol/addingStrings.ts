/** The panel's texts about the pictures themselves: adding, opening and saving them, in the user's language. */
export interface AddingStrings {
  readonly add: string;
  /** What the button's tooltip says beside: the other ways. */
  readonly addHelp: string;
  /** Names the question box before the first question. */
  readonly firstQuestion: string;
  /** Stands in a panel that waits for its first picture. */
  readonly invitation: string;
  readonly invitationHelp: string;
  /** Stands over the panel while files are dragged over it. */
  readonly dropHere: string;
  /** Names the list of the images of the next question. */
  readonly pending: string;
  /** With `{0}` in the place of the name. */
  readonly remove: string;
  readonly removed: string;
  readonly working: string;
  readonly addedOne: string;
  /** With `{0}` in the place of how many. */
  readonly addedSeveral: string;
  /** With `{0}` in the place of the name, and `{1}` in that of the limit in megabytes. */
  readonly tooLarge: string;
  /** With `{0}` in the place of the name. */
  readonly unreadable: string;
  /** Only the first `{0}` of `{1}` were looked at. */
  readonly tooMany: string;
  readonly failed: string;
  readonly nothingToAdd: string;
  /** How many problems more there are, with `{0}`. */
  readonly more: string;
  readonly dismiss: string;
  /** Names the thumbnails beside a long reply. */
  readonly inSight: string;
  /** Names the images that a follow-up brought. */
  readonly brought: string;
  /** With `{0}` in the place of the name, as the following. */
  readonly open: string;
  readonly openUrl: string;
  readonly save: string;
  /** Why a pasted picture cannot be opened. */
  readonly noFile: string;
}
