import type * as vscode from 'vscode';
import { environmentKey } from '../core/environment';

const prefix = 'apiKey:';

/** API keys, each bound to the origin of its endpoint, in VS Code's SecretStorage. */
export class Keys {
  constructor(private readonly secrets: vscode.SecretStorage) {}

  /** The key for an origin: the stored one, else the environment's for that origin. */
  async get(origin: string): Promise<string | undefined> {
    return (await this.stored(origin)) ?? environmentKey(origin, process.env);
  }

  async stored(origin: string): Promise<string | undefined> {
    return this.secrets.get(prefix + origin);
  }

  async set(origin: string, key: string): Promise<void> {
    await this.secrets.store(prefix + origin, key);
  }

  async delete(origin: string): Promise<void> {
    await this.secrets.delete(prefix + origin);
  }

  /** The origins that a key is stored for. */
  async origins(): Promise<string[]> {
    const names = await this.secrets.keys();
    return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  }
}
