import { isLoopback, type Provider } from '../../core/connections/connection';
import { azureEndpoint, isAzureHost } from './azureEndpoint';
import { isOpenAIHost, openAIEndpoint } from './openaiEndpoint';
import type { EndpointProblem, ParsedEndpoint } from './parsedEndpoint';

/**
 * Reads an endpoint in any form that a portal, a settings file or a command line shows: with or
 * without scheme, quotes, trailing parts, deployment and api-version. The result is a fixed point:
 * its `endpoint` parses to itself.
 */
export function parseEndpoint(
  pasted: string,
  provider: Provider,
): ParsedEndpoint | EndpointProblem {
  const text = addressIn(pasted);
  if (looksLikeKey(text)) {
    return { problem: 'looksLikeKey' };
  }
  const url = urlOf(text);
  if (url === undefined) {
    return { problem: 'unknownForm' };
  }
  const forms = formsOf(url.hostname, provider);
  const parsed = forms === 'azure' ? azureEndpoint(url) : openAIEndpoint(url);
  if (parsed === undefined) {
    return { problem: 'unknownForm' };
  }
  const isPublic = isAzureHost(url.hostname) || isOpenAIHost(url.hostname);
  return url.protocol === 'http:' && isPublic ? { problem: 'insecure' } : parsed;
}

export function isEndpointProblem(
  parsed: ParsedEndpoint | EndpointProblem,
): parsed is EndpointProblem {
  return 'problem' in parsed;
}

function formsOf(hostname: string, provider: Provider): Provider {
  if (isAzureHost(hostname)) {
    return 'azure';
  }
  return isOpenAIHost(hostname) ? 'openai' : provider;
}

/**
 * The address in a line such as `AZURE_OPENAI_ENDPOINT="https://…"`, else the text without quotes. An
 * address inside of another, as in `https:/a.example/https://b.example`, is not the one that is meant.
 */
function addressIn(pasted: string): string {
  const found = /^(?<before>[^/\\?]*?)(?<address>https?:\/\/[^\s"'`<>]+)/is.exec(pasted)?.groups;
  const isInside = /https?:/i.test(found?.before ?? '');
  const address = (isInside ? undefined : found?.address) ?? pasted;
  return address.replace(/^[\s"'`<(]+|[\s"'`>),;]+$/g, '');
}

const keyPrefix = /^(?:sk-|gsk_|xai-|eyJ|(?:bearer|api-key|authorization)\b[\s:=])/i;
const keyShape = /^(?=.*\d)(?=.*[A-Za-z])[\w+/=-]{28,}$/;

/** Keys of Azure are 32 or 84 letters and digits; those of OpenAI and its kin start with a mark. */
function looksLikeKey(text: string): boolean {
  const bare = text.replace(/^https?:\/\//i, '').replace(/\/$/, '');
  return (keyPrefix.test(bare) && !/^sk-[\w-]*\.\w/.test(bare)) || keyShape.test(bare);
}

function urlOf(text: string): URL | undefined {
  const hasScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(text);
  const address = hasScheme ? text : `https://${text}`;
  if (!URL.canParse(address)) {
    return undefined;
  }
  const url = new URL(address);
  if (!hasScheme && isLoopback(url.hostname)) {
    return new URL(`http://${text}`);
  }
  // A single word without a scheme is a name, not an address.
  const isName = !hasScheme && !/[.:]/.test(url.host);
  return isName || !/^https?:$/.test(url.protocol) ? undefined : url;
}
