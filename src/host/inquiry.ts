import type { Answerer } from './connections/answerer';
import type { ImageAddress } from './images/imageAddress';

/** What a command asks about some images. */
export interface Inquiry {
  /** For the tab, for example `Describe: dashboard.png`. */
  readonly title: string;
  readonly addresses: readonly ImageAddress[];
  readonly prompt: string;
  /** The command's name, where the prompt is the command's own; it stands for the prompt in the panel. */
  readonly command?: string;
  /** The job whose buttons stand below the reply, by the name that it is registered under. */
  readonly job?: string;
  /** Who answers, where that is not the connection in use; the job names the same, for when it is asked again. */
  readonly answerer?: () => Promise<Answerer>;
}
