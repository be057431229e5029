import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  addressFile,
  driverVariable,
  type Action,
  type Address,
  type FileArgument,
  type Memory,
} from '../../extensions/driver/wire';
import { until } from './until';

export type { FileArgument };

/** Milliseconds that an extension host may need to start on a loaded machine. */
const startTimeout = 90_000;

/** The test's end of the driver, an extension that acts inside the editor. */
export class Driver {
  private last: Address | undefined;

  /** `folder` is for the two to meet in. */
  constructor(private readonly folder: string) {}

  /** What the extension host's environment has to hold. */
  get env(): Readonly<Record<string, string>> {
    return { [driverVariable]: this.folder };
  }

  /** Waits for the driver in an extension host that has just started. */
  async started(): Promise<void> {
    this.last = await until(
      'the driver in the extension host',
      async () => {
        const address = await this.address();
        return address?.token !== this.last?.token && address;
      },
      startTimeout,
    );
  }

  /** Runs a command to its end; out comes what it returned. */
  run(command: string, ...args: readonly unknown[]): Promise<unknown> {
    return this.ask({ type: 'run', command, args });
  }

  /** Begins a command, for example one that asks the user. */
  async start(command: string, ...args: readonly unknown[]): Promise<void> {
    await this.ask({ type: 'start', command, args });
  }

  /** Calls a function that an extension exports. */
  call(extension: string, name: string, ...args: readonly unknown[]): Promise<unknown> {
    return this.ask({ type: 'call', extension, name, args });
  }

  /** Closes what is open, clears what Sightline has stored, and takes the environment back. */
  async tidy(): Promise<void> {
    await this.ask({ type: 'tidy' });
  }

  /** Sets variables of the extension host's environment until the next `tidy`. */
  async setEnvironment(variables: Readonly<Record<string, string>>): Promise<void> {
    await this.ask({ type: 'environment', variables });
  }

  /** Makes the user settings these, null standing for none, and removes what was set so before. */
  async configure(settings: Readonly<Record<string, unknown>>): Promise<void> {
    await this.ask({ type: 'configure', settings });
  }

  /** Waits until the user settings have these values; null stands for none. */
  async settled(settings: Readonly<Record<string, unknown>>): Promise<void> {
    await this.ask({ type: 'settled', settings });
  }

  /** Stores API keys in Sightline's SecretStorage, by origin. */
  async storeKeys(keys: Readonly<Record<string, string>>): Promise<void> {
    await this.ask({ type: 'storeKeys', keys });
  }

  /** The origins that an API key is stored for, sorted. */
  async keyOrigins(): Promise<string[]> {
    return ((await this.ask({ type: 'keyOrigins' })) as string[]).sort();
  }

  /** What the extension host takes after a garbage collection. */
  async memory(): Promise<Memory> {
    return (await this.ask({ type: 'memory' })) as Memory;
  }

  private async ask(action: Action): Promise<unknown> {
    if (!this.last) {
      throw new Error('The driver has not started.');
    }
    const { port, token } = this.last;
    const response = await fetch(`http://127.0.0.1:${port}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, connection: 'close' },
      body: JSON.stringify(action),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`The driver could not ${action.type}: ${text}`);
    }
    return JSON.parse(text);
  }

  private async address(): Promise<Address | undefined> {
    try {
      return JSON.parse(await readFile(path.join(this.folder, addressFile), 'utf8')) as Address;
    } catch {
      return undefined;
    }
  }
}
