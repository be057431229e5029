import type { ParsedEndpoint } from './parsedEndpoint';

/** Endings of the hosts that serve `/openai/…` of a resource: public, US Government, China. */
const resourceHosts = [
  'openai.azure.com',
  'cognitiveservices.azure.com',
  'services.ai.azure.com',
  'api.cognitive.microsoft.com',
  'openai.azure.us',
  'cognitiveservices.azure.us',
  'services.ai.azure.us',
  'api.cognitive.microsoft.us',
  'openai.azure.cn',
  'cognitiveservices.azure.cn',
  'services.ai.azure.cn',
  'api.cognitive.azure.cn',
];

/** Endings of the hosts that serve one model at `/v1` and take the key as a bearer token. */
const serverlessHosts = ['models.ai.azure.com', 'inference.ml.azure.com', 'inference.ml.azure.us'];

/** Pages for people, pasted from the address bar. */
const webPages = [
  'portal.azure.com',
  'ai.azure.com',
  'oai.azure.com',
  'ml.azure.com',
  'portal.azure.us',
  'ai.azure.us',
  'ml.azure.us',
  'portal.azure.cn',
  'ml.azure.cn',
  'learn.microsoft.com',
];

/** True for hosts that only Azure has. `hostname` as URL gives it. */
export function isAzureHost(hostname: string): boolean {
  return (
    isUnder(resourceHosts, hostname) || isServerlessHost(hostname) || webPages.includes(hostname)
  );
}

/** True for serverless and Azure Machine Learning endpoints, which serve `/v1` with a bearer key. */
export function isServerlessHost(hostname: string): boolean {
  return isUnder(serverlessHosts, hostname);
}

/**
 * Reads a URL of Azure: resource, v1, classic Target URI, Responses Target URI, Foundry `/models`
 * and project, serverless. On other hosts (a gateway, an emulator) what stands before `/openai/` is
 * kept. Undefined where the form is not known.
 */
export function azureEndpoint(url: URL): ParsedEndpoint | undefined {
  const { hostname, origin } = url;
  if (webPages.includes(hostname)) {
    return undefined;
  }
  const path = url.pathname.split('/').filter((part) => part !== '');
  if (isServerlessHost(hostname)) {
    return { provider: 'azure', endpoint: origin };
  }
  return isUnder(resourceHosts, hostname)
    ? resourceEndpoint(origin, path, url.searchParams)
    : gatewayEndpoint(origin, path, url.searchParams);
}

function resourceEndpoint(
  origin: string,
  path: readonly string[],
  query: URLSearchParams,
): ParsedEndpoint | undefined {
  const [first, second, third] = path;
  if (first === undefined || first === 'openai') {
    return openAIPath(origin, path.slice(1), query);
  }
  const isFoundry =
    first === 'models' || (first === 'api' && second === 'projects' && third !== undefined);
  return isFoundry ? { provider: 'azure', endpoint: origin } : undefined;
}

function gatewayEndpoint(
  origin: string,
  path: readonly string[],
  query: URLSearchParams,
): ParsedEndpoint | undefined {
  const index = path.findLastIndex(
    (part, at) => part === 'openai' && /^(?:v1|deployments|responses)$/.test(path[at + 1] ?? ''),
  );
  if (index >= 0) {
    return openAIPath(join(origin, path.slice(0, index)), path.slice(index + 1), query);
  }
  if (path.includes('completions') || path.includes('deployments')) {
    return undefined;
  }
  return openAIPath(join(origin, path), [], query);
}

/** `rest` is what follows `/openai`. */
function openAIPath(
  endpoint: string,
  rest: readonly string[],
  query: URLSearchParams,
): ParsedEndpoint | undefined {
  const [kind, name] = rest;
  const apiVersion = datedVersion(query.get('api-version'));
  switch (kind) {
    case undefined:
      return { provider: 'azure', endpoint, ...(apiVersion !== undefined && { apiVersion }) };
    case 'deployments': {
      const deployment = name === undefined ? undefined : decoded(name);
      return {
        provider: 'azure',
        endpoint,
        ...(deployment !== undefined && { deployment }),
        ...(apiVersion !== undefined && { apiVersion }),
      };
    }
    // Chat completions of the same resource serve these; an api-version of theirs does not fit there.
    case 'v1':
    case 'responses':
    case 'models':
      return { provider: 'azure', endpoint };
    default:
      return undefined;
  }
}

/** `preview` and `latest` are versions of v1, which needs none. */
function datedVersion(version: string | null): string | undefined {
  return version !== null && /^\d{4}-\d{2}-\d{2}(?:-preview)?$/.test(version) ? version : undefined;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

function join(origin: string, path: readonly string[]): string {
  return [origin, ...path].join('/');
}

function isUnder(endings: readonly string[], hostname: string): boolean {
  return endings.some((ending) => hostname.endsWith(`.${ending}`));
}
