import type { ParsedEndpoint } from './endpoint';

/** Where public servers keep their API, for those who paste only the host. */
const basePaths: Readonly<Record<string, string>> = {
  'api.openai.com': '/v1',
  'openrouter.ai': '/api/v1',
  'api.groq.com': '/openai/v1',
  'generativelanguage.googleapis.com': '/v1beta/openai',
};

/** Pages for people, pasted from the address bar. */
const webPages = ['platform.openai.com', 'openai.com', 'www.openai.com', 'chatgpt.com'];

const operations = /\/(?:chat\/completions|completions|responses|models|embeddings)$/;

/** The APIs of Ollama and LM Studio beside the compatible one. */
const nativePaths = /^\/api(?:\/(?:v0|chat|generate|tags|show|version)(?:\/.*)?)?$/;

/** True for hosts that only serve OpenAI's protocol. `hostname` as URL gives it. */
export function isOpenAIHost(hostname: string): boolean {
  return Object.hasOwn(basePaths, hostname) || webPages.includes(hostname);
}

/**
 * Reads a URL of OpenAI or a compatible server: its base URL, to which `/chat/completions` is
 * appended. A bare host gets the server's usual base (`/v1`), other prefixes are kept. Undefined
 * for pages that are no API.
 */
export function openAIEndpoint(url: URL): ParsedEndpoint | undefined {
  if (webPages.includes(url.hostname)) {
    return undefined;
  }
  const path = url.pathname.replace(/\/{2,}/g, '/').replace(/\/$/, '');
  const base = path.replace(operations, '');
  const usual = basePaths[url.hostname] ?? '/v1';
  const isBare = nativePaths.test(path) || `${usual}/`.startsWith(`${base}/`);
  return { provider: 'openai', endpoint: url.origin + (isBare ? usual : base) };
}
