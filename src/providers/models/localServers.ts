import { asker, type Ask } from '../request/ask';
import { boundFetch } from '../request/http';
import { fieldsOf, textOf } from '../json';
import { lmStudioModels } from './models';
import type { Network } from '../request/network';

/** A model server that answers on this machine and needs no key. */
export interface LocalServer {
  readonly name: 'Ollama' | 'LM Studio';
  /** Its base URL for a connection of provider `openai`. */
  readonly endpoint: string;
}

/** Where to look. */
export interface LocalPorts {
  readonly ollama: number;
  readonly lmStudio: number;
}

const usualPorts: LocalPorts = { ollama: 11434, lmStudio: 1234 };

/** A server on this machine that takes longer is not offered, in milliseconds. */
const patience = 400;

/**
 * Looks for Ollama and LM Studio on this machine and returns those that answer as themselves, within
 * 400 ms. Never throws.
 */
export async function findLocalServers(
  network: Network,
  signal: AbortSignal,
  ports: LocalPorts = usualPorts,
): Promise<LocalServer[]> {
  const look = async (
    name: LocalServer['name'],
    port: number,
    isServer: (origin: string, ask: Ask) => Promise<boolean>,
  ): Promise<LocalServer[]> => {
    const origin = `http://127.0.0.1:${port}`;
    const fetch = boundFetch({ network, origin, headers: {} });
    const ask = asker(fetch, { host: new URL(origin).host }, signal, patience);
    const found = await isServer(origin, ask).catch(() => false);
    return found ? [{ name, endpoint: `${origin}/v1` }] : [];
  };
  const found = await Promise.all([
    look('Ollama', ports.ollama, isOllama),
    look('LM Studio', ports.lmStudio, isLmStudio),
  ]);
  return found.flat();
}

async function isOllama(origin: string, ask: Ask): Promise<boolean> {
  const [version, tags] = await Promise.all([
    ask(`${origin}/api/version`),
    ask(`${origin}/api/tags`),
  ]);
  return textOf(fieldsOf(version).version) !== undefined && 'models' in fieldsOf(tags);
}

/** Its own REST API lists models in a way that no other server on that port does. */
async function isLmStudio(origin: string, ask: Ask): Promise<boolean> {
  await lmStudioModels(origin, ask);
  return true;
}
