import type { ParsedEndpoint } from './parsedEndpoint';

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

const chatPath = '/chat/completions';

/** The APIs of Ollama and LM Studio beside the compatible one. */
const nativePaths = /^\/api\/(?:v0(?:\/.*)?|chat|generate|tags|show|version)$/;

/** Where Ollama listens; elsewhere `/api` is the base of Open WebUI and others. */
const ollamaPort = '11434';

/** True for hosts that only serve OpenAI's protocol. `hostname` as URL gives it. */
export function isOpenAIHost(hostname: string): boolean {
  return Object.hasOwn(basePaths, hostname) || webPages.includes(hostname);
}

/**
 * Reads a URL of OpenAI or a compatible server: its base URL, to which `/chat/completions` is
 * appended. A bare host gets the server's usual base (`/v1`), other prefixes are kept. An address that
 * ends in `/chat/completions` is used as it is, and kept whole where its base alone would be read as
 * another. Undefined for pages that are no API.
 */
export function openAIEndpoint(url: URL): ParsedEndpoint | undefined {
  if (webPages.includes(url.hostname)) {
    return undefined;
  }
  const path = url.pathname.replace(/\/{2,}/g, '/').replace(/\/$/, '');
  const base = path.replace(operations, '');
  const isExact = path.endsWith(chatPath);
  const usual = usualBase(url, isExact ? base : path, base);
  const kept = isExact && usual !== base ? path : usual;
  return { provider: 'openai', endpoint: url.origin + kept };
}

/** The base URL of an endpoint that may be the address of the chat completions themselves. */
export function withoutChat(endpoint: string): string {
  return endpoint.endsWith(chatPath) ? endpoint.slice(0, -chatPath.length) : endpoint;
}

/** The base that is meant where `path` is pasted, which is `base` without the operation at its end. */
function usualBase({ hostname, port }: URL, path: string, base: string): string {
  const usual = basePaths[hostname] ?? '/v1';
  const isNative = nativePaths.test(path) || (path === '/api' && port === ollamaPort);
  return isNative || `${usual}/`.startsWith(`${base}/`) ? usual : base;
}
