import {
  hostOf,
  originOf,
  type AuthKind,
  type Connection,
  type Provider,
} from '../../core/connections/connection';

/** A connection while the user is still describing it. The key itself is in SecretStorage already. */
export interface Draft {
  readonly provider?: Provider;
  /** For people: `Azure OpenAI`, `OpenAI`, `Ollama`… */
  readonly providerName?: string;
  /** The text that the endpoint was read from; absent where the server tells the endpoint. */
  readonly pasted?: string;
  readonly endpoint?: string;
  readonly deployment?: string;
  readonly apiVersion?: string;
  readonly auth?: AuthKind;
  readonly tenant?: string;
  /** True where the server was found running on this computer: it is not asked for endpoint or key. */
  readonly local?: boolean;
  /** An earlier round that is being changed: its answers are on offer. */
  readonly former?: Draft;
}

/** A finished draft as a connection, with a name that none of `taken` has. */
export function connectionOf(draft: Draft, taken: readonly string[]): Connection | undefined {
  const { provider, endpoint, deployment, apiVersion, auth, tenant } = draft;
  if (provider === undefined || endpoint === undefined || deployment === undefined) {
    return undefined;
  }
  return {
    name: uniqueName(deployment, hostOf(endpoint), taken),
    provider,
    endpoint,
    deployment,
    ...(apiVersion !== undefined && { apiVersion }),
    ...(auth !== undefined && auth !== 'key' && { auth }),
    ...(auth === 'entra' && tenant !== undefined && { tenant }),
  };
}

/** The origin that the draft's key is bound to. */
export function draftOrigin({ endpoint }: Draft): string {
  return originOf(endpoint ?? '') ?? '';
}

/** A name for a connection to a deployment that none of `taken` has. */
export function uniqueName(deployment: string, host: string, taken: readonly string[]): string {
  const name = [deployment, `${deployment} (${host})`].find((known) => !taken.includes(known));
  if (name !== undefined) {
    return name;
  }
  let count = 2;
  while (taken.includes(`${deployment} (${host}) ${count}`)) {
    count++;
  }
  return `${deployment} (${host}) ${count}`;
}
