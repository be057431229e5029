import type { Box } from '../../core/images/region';
import type { SavedRegions } from './saving';

/** What the viewer tells its page, and what it may do there. */
export interface ViewerPorts {
  /** The region that the user points at or has the focus on; undefined when it is none any more. */
  readonly onLit?: (id: string | undefined) => void;
  /** The user marked a part of a picture. Without it nothing can be marked. */
  readonly onMarked?: (picture: string, region: { readonly box: Box }) => void;
  /** The user wants a file of the picture with its regions. Without it none is made. */
  readonly onSave?: (file: SavedRegions) => void;
  /** It may stand beside the rest of the page, where that is wide. */
  readonly isDocked?: boolean;
}
