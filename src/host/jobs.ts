import type { Asked } from '../core/conversation/conversation';
import type { ReplySchema } from '../core/conversation/replySchema';
import type { Turn } from '../core/conversation/turn';
import type { ActionView, ItemView, NoticeView } from '../protocol/conversation';
import type { Answerer } from './connections/answerer';
import type { ImageRecord } from './images/imageStore';

/** What a feature adds to a reply that a model has completed. */
export interface TurnExtras {
  readonly notices?: readonly NoticeView[];
  readonly actions?: readonly ActionView[];
  /** Stand in the place of the reply's text. */
  readonly items?: readonly ItemView[];
}

/** How a reply is wanted as JSON. */
export interface Structure {
  readonly schema: ReplySchema;
  /** What the JSON says, or undefined where it is not of the wanted form. */
  readonly parse: (value: unknown) => unknown;
  /** What it says in Markdown, for follow-ups and for Copy. */
  readonly format: (data: never) => string;
}

/** The text of an item as the user left it, and its id. */
export interface Item {
  readonly id: string;
  readonly text: string;
}

/** What a feature does with its questions and the replies to them. */
export interface Job {
  /** Who answers its questions, where that is not the connection in use. */
  readonly answerer?: () => Promise<Answerer>;
  /** Undefined where a plain reply is wanted. */
  readonly structure?: (images: readonly ImageRecord[]) => Structure | undefined;
  readonly extras?: (turn: Turn, images: readonly ImageRecord[]) => TurnExtras;
  /** Does an action that `extras` offered; what comes back is asked next. */
  readonly act?: (
    action: string,
    turn: Turn,
    images: readonly ImageRecord[],
    item?: Item,
  ) => Promise<Asked | undefined>;
}

/** The jobs of the features, by name: a conversation that is opened again finds its buttons here. */
export class Jobs {
  private readonly loaders = new Map<string, () => Promise<Job>>();
  private readonly loaded = new Map<string, Job>();

  /** `load` is asked when a conversation first needs the job. */
  register(name: string, load: () => Promise<Job>): { dispose(): void } {
    this.loaders.set(name, load);
    return {
      dispose: () => {
        this.loaders.delete(name);
        this.loaded.delete(name);
      },
    };
  }

  /** Loads a job, so that `get` gives it. Undefined for none, and for one that no feature knows. */
  async load(name: string | undefined): Promise<Job | undefined> {
    const load = name === undefined ? undefined : this.loaders.get(name);
    if (name === undefined || load === undefined) {
      return undefined;
    }
    const job = this.loaded.get(name) ?? (await load());
    this.loaded.set(name, job);
    return job;
  }

  /** A job that was loaded. */
  get(name: string | undefined): Job | undefined {
    return name === undefined ? undefined : this.loaded.get(name);
  }
}
