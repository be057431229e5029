import type { Services } from '../../host/services';
import { addConnection } from './addConnection';
import { deleteApiKey, setApiKey } from './apiKeys';
import { confirmHost } from './confirmHost';
import { setSecret } from './secrets';
import { selectConnection } from './selectConnection';
import { testConnection } from './testConnection';

/** `name` is the connection that is meant, `host` the one that wants a key or a word, where these are known. */
type Command = (services: Services, name?: string, host?: string) => Promise<unknown>;

/** What the commands do. Those that a fix may follow answer whether something changed. */
export const connectionCommands = {
  'sightline.addConnection': addConnection,
  'sightline.selectConnection': selectConnection,
  'sightline.setApiKey': setApiKey,
  'sightline.setSecret': setSecret,
  'sightline.confirmHost': confirmHost,
  'sightline.deleteApiKey': deleteApiKey,
  'sightline.testConnection': testConnection,
} satisfies Record<string, Command>;
