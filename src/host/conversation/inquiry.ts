import type { Turn } from '../../core/conversation/conversation';
import type { PanelAction } from '../../protocol';
import type { ImageAddress } from '../images/imageAddress';
import type { TurnExtras } from '../panel/turnView';

/** What a feature asks about some images. */
export interface Inquiry {
  /** For the tab, for example `Describe: dashboard.png`. */
  readonly title: string;
  readonly uris: readonly ImageAddress[];
  readonly prompt: string;
  /** Whether the receipt of this question is shown before it is sent. */
  readonly showFirst?: boolean;
  /** What stands below a reply that a model has completed. */
  readonly extras?: (turn: Turn) => TurnExtras;
  /** Does an action that `extras` offered; a text that comes back is asked as a follow-up. */
  readonly act?: (action: PanelAction, turn: Turn) => Promise<string | undefined>;
}
