import { shownReply, type Turn } from '../core/conversation/turn';
import type { VisionError } from '../core/errors';

/** What an action is about: the connection that answered, by its name, and how that failed. */
export interface ActionTarget {
  readonly connection?: string | undefined;
  readonly error?: VisionError | undefined;
}

/** What the buttons of a turn are about, also where it was read back from a file: the reply on show. */
export function targetOf(turn: Turn): ActionTarget {
  const { by, error } = shownReply(turn);
  return { connection: by?.connection, error };
}

/** What a button that a feature contributes does. */
export interface Action {
  /** In the user's language. */
  readonly label: () => string;
  /** Resolves to true where it changed something that makes asking again worth while. */
  readonly run: (target: ActionTarget) => Promise<boolean>;
}

/** The actions of the features, by their ids. */
export class Actions {
  private readonly actions = new Map<string, Action>();

  register(id: string, action: Action): { dispose(): void } {
    this.actions.set(id, action);
    return { dispose: () => void this.actions.delete(id) };
  }

  /** Undefined where no feature contributes the action. */
  label(id: string): string | undefined {
    return this.actions.get(id)?.label();
  }

  /** Does what an action stands for; false comes out for an unknown one. */
  async run(id: string, target: ActionTarget): Promise<boolean> {
    return (await this.actions.get(id)?.run(target)) ?? false;
  }
}
