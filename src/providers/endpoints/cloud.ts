import type { Connection } from '../../core/connections/connection';
import { VisionError } from '../../core/errors';
import { isServerlessHost } from './azureEndpoint';
import type { TokenRequest } from '../request/network';

/** A cloud of Azure, each with sign-in servers and audiences of its own. */
export type Cloud = 'public' | 'usGovernment' | 'china';

const domains: Readonly<Record<Cloud, string>> = {
  public: 'azure.com',
  usGovernment: 'azure.us',
  china: 'azure.cn',
};

/** The cloud that a host belongs to; a gateway or this machine counts as public. `hostname` as URL gives it. */
export function cloudOf(hostname: string): Cloud {
  if (/\.(?:azure|microsoft)\.us$/.test(hostname)) {
    return 'usGovernment';
  }
  return hostname.endsWith('.azure.cn') ? 'china' : 'public';
}

/**
 * The token that a connection's endpoint wants. Azure Machine Learning has an audience of its own;
 * all other hosts, Foundry's included, take that of Cognitive Services. Throws `connectionInvalid`
 * where the endpoint is no URL.
 */
export function tokenRequestOf({
  endpoint,
  tenant,
}: Pick<Connection, 'endpoint' | 'tenant'>): TokenRequest {
  if (!URL.canParse(endpoint)) {
    throw new VisionError('connectionInvalid');
  }
  const { hostname } = new URL(endpoint);
  const cloud = cloudOf(hostname);
  const service = isServerlessHost(hostname) ? 'ml' : 'cognitiveservices';
  return {
    provider: cloud === 'public' ? 'microsoft' : 'microsoft-sovereign-cloud',
    scopes: [
      `https://${service}.${domains[cloud]}/.default`,
      ...(tenant === undefined ? [] : [`VSCODE_TENANT:${tenant}`]),
    ],
  };
}
