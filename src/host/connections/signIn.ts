import type * as vscode from 'vscode';
import type { TokenRequest } from '../../providers';

/** `vscode.authentication.getSession`, as far as it is used. */
export type GetSession = (
  provider: string,
  scopes: readonly string[],
  options: vscode.AuthenticationGetSessionOptions,
) => Thenable<Pick<vscode.AuthenticationSession, 'accessToken'> | undefined>;

/**
 * Tokens of Microsoft Entra ID, through the accounts of VS Code, which renews them. Each is asked
 * for anew and kept nowhere. Who is not signed in yet is asked to, so call this only for what the
 * user has just asked for.
 */
export class SignIn {
  private readonly pending = new Map<string, Promise<string | undefined>>();

  constructor(private readonly getSession: GetSession) {}

  /**
   * A fresh token, or undefined where the user declined. With `anew` the user signs in once more,
   * where the present session was refused. Rejects where the sign-in failed. Who asks while the user
   * is being asked gets the same answer, so that there is one dialog.
   */
  token({ provider, scopes }: TokenRequest, anew = false): Promise<string | undefined> {
    const name = JSON.stringify([provider, scopes]);
    const running = this.pending.get(name);
    if (running) {
      return running;
    }
    const token = this.ask(provider, scopes, anew).finally(() => this.pending.delete(name));
    this.pending.set(name, token);
    return token;
  }

  private async ask(
    provider: string,
    scopes: readonly string[],
    anew: boolean,
  ): Promise<string | undefined> {
    try {
      const options = anew ? { forceNewSession: true } : { createIfNone: true };
      return (await this.getSession(provider, scopes, options))?.accessToken;
    } catch (error) {
      if (isRefusal(error)) {
        return undefined;
      }
      throw error;
    }
  }
}

/** VS Code tells by words alone that a user declined; providers say `Cancelled`. */
function isRefusal(error: unknown): boolean {
  const words = error instanceof Error ? `${error.name} ${error.message}` : String(error);
  return /did not consent|cancell?ed/i.test(words);
}
