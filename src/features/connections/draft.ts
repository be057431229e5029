import {
  hostOf,
  originOf,
  type AuthKind,
  type Connection,
  type Provider,
} from '../../core/connections/connection';

/** A connection while the user is still describing it. What is undefined is asked for. */
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
  /** Of Entra ID; empty for the account's own. */
  readonly tenant?: string;
  /** Stored once the connection is saved; empty where the known one stays, or none is needed. */
  readonly key?: string;
  /** True where the server was found running on this computer: it is not asked for endpoint or key. */
  readonly local?: boolean;
  /** What was answered before; it is on offer where it is asked for again. */
  readonly former?: Draft;
}

/** What the steps ask for, in their order. */
export const fields = ['server', 'endpoint', 'signIn', 'credential', 'deployment'] as const;
export type Field = (typeof fields)[number];

/** Whether a draft lacks an answer. A key belongs to an origin, a tenant to an account. */
export function lacks(draft: Draft, field: Field): boolean {
  const { provider, endpoint, auth, tenant, key, deployment } = draft;
  switch (field) {
    case 'server':
      return provider === undefined;
    case 'endpoint':
      return endpoint === undefined;
    case 'signIn':
      return provider === 'azure' && auth === undefined;
    case 'credential':
      return auth === 'entra' ? tenant === undefined : auth !== 'none' && key === undefined;
    case 'deployment':
      return deployment === undefined;
  }
}

const answers: Readonly<Record<Exclude<Field, 'server'>, readonly (keyof Draft)[]>> = {
  endpoint: ['pasted', 'endpoint', 'apiVersion'],
  signIn: ['auth', 'tenant', 'key'],
  credential: ['tenant', 'key'],
  deployment: ['deployment'],
};

/** The draft without an answer, so that it is asked for again. The others stay, but for another server. */
export function reopened(draft: Draft, field: Field): Draft {
  const answered = Object.entries(draft).filter(([name]) => name !== 'former');
  const former = Object.fromEntries(answered) as Draft;
  if (field === 'server') {
    return { former };
  }
  // Only Azure is asked how to sign in; elsewhere an empty key says it.
  const isToldByKey = field === 'credential' && draft.provider !== 'azure';
  const dropped = [...answers[field], ...(isToldByKey ? ['auth'] : [])];
  const kept = answered.filter(([name]) => !dropped.includes(name));
  return { ...(Object.fromEntries(kept) as Draft), former };
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
    ...(auth === 'entra' && tenant !== undefined && tenant !== '' && { tenant }),
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
