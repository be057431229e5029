import type * as vscode from 'vscode';
import { environmentKey } from '../../core/connections/environment';
import { endpointOrigin } from '../../providers/endpoints/savedConnection';

const prefix = 'apiKey:';
const secretPrefix = 'secret:';

/** API keys and secrets of headers, each bound to the origin of its endpoint, in VS Code's SecretStorage. */
export class Keys {
  constructor(private readonly secrets: vscode.SecretStorage) {}

  /** The key for an origin: the stored one, else the environment's for that origin. */
  async get(origin: string): Promise<string | undefined> {
    return (await this.stored(origin)) ?? environmentKey(origin, process.env, endpointOrigin);
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

  /** The secret of that name for an origin. */
  async secret(origin: string, name: string): Promise<string | undefined> {
    return this.secrets.get(secretId(origin, name));
  }

  async setSecret(origin: string, name: string, value: string): Promise<void> {
    await this.secrets.store(secretId(origin, name), value);
  }

  async deleteSecret(origin: string, name: string): Promise<void> {
    await this.secrets.delete(secretId(origin, name));
  }

  /** What is stored of secrets: for which origin, under which name. */
  async allSecrets(): Promise<{ origin: string; name: string }[]> {
    const ids = await this.secrets.keys();
    return ids
      .filter((id) => id.startsWith(secretPrefix))
      .map((id) => {
        const [origin = '', name = ''] = id.slice(secretPrefix.length).split(' ');
        return { origin, name };
      });
  }

  /** The origins that a key is stored for. */
  async origins(): Promise<string[]> {
    const names = await this.secrets.keys();
    return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  }
}

/** Neither an origin nor a name has a space. */
function secretId(origin: string, name: string): string {
  return `${secretPrefix}${origin} ${name}`;
}
