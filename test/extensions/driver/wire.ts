/** Names the folder in which a test and the driver in its editor meet. */
export const driverVariable = 'SIGHTLINE_TEST_DRIVER';

/** In that folder: where the driver listens, an `Address`; written anew by each extension host. */
export const addressFile = 'address.json';

export interface Address {
  readonly port: number;
  readonly token: string;
}

/** A file, as an argument of a command. */
export interface FileArgument {
  readonly file: string;
}

/** What a test asks of the driver; it answers with JSON. */
export type Action =
  /** Runs a command to its end. */
  | { readonly type: 'run'; readonly command: string; readonly args: readonly unknown[] }
  /** Begins a command that goes on by itself. */
  | { readonly type: 'start'; readonly command: string; readonly args: readonly unknown[] }
  /** Calls a function that an extension exports. */
  | {
      readonly type: 'call';
      readonly extension: string;
      readonly name: string;
      readonly args: readonly unknown[];
    }
  /** Closes what is open, clears all that Sightline has stored and takes back the environment. */
  | { readonly type: 'tidy' }
  /** Sets variables of the extension host's environment until the next `tidy`. */
  | { readonly type: 'environment'; readonly variables: Readonly<Record<string, string>> }
  /** Makes the user settings these, null standing for none, and removes what was set so before. */
  | { readonly type: 'configure'; readonly settings: Readonly<Record<string, unknown>> }
  /** Waits until the user settings have these values. */
  | { readonly type: 'settled'; readonly settings: Readonly<Record<string, unknown>> }
  /** Stores API keys in Sightline's SecretStorage, by origin. */
  | { readonly type: 'storeKeys'; readonly keys: Readonly<Record<string, string>> }
  /** The origins that an API key is stored for. */
  | { readonly type: 'keyOrigins' }
  /** What the extension host takes, a `Memory`. */
  | { readonly type: 'memory' };

/** What an extension host takes after a garbage collection, in bytes. */
export interface Memory {
  /** The host's process. */
  readonly pid: number;
  readonly resident: number;
  readonly heap: number;
}
