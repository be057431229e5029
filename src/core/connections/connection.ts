import { isHeaders, type HeaderTemplates } from './headers';
import { isLoopback } from './loopback';
import { parseVision, type VisionResource } from './vision';

export { isLoopback };

export const providers = ['azure', 'openai'] as const;
export type Provider = (typeof providers)[number];

export const authKinds = ['key', 'entra', 'none'] as const;
export type AuthKind = (typeof authKinds)[number];

/** Why a host is sent to only after the user has confirmed it. */
export const hostReasons = ['plainHttp', 'token', 'keyless'] as const;
export type HostReason = (typeof hostReasons)[number];

/** Where requests go: one item of the setting `sightline.connections`. */
export interface Connection {
  readonly name: string;
  readonly provider: Provider;
  /** The resource or base URL, without deployment and api-version. */
  readonly endpoint: string;
  /** The model, by the name that the endpoint knows it under. */
  readonly deployment: string;
  /** Azure only: with it the classic deployments endpoint is used, without it the v1 endpoint. */
  readonly apiVersion?: string;
  /** `key` when absent; `entra` (Microsoft Entra ID) for Azure only. */
  readonly auth?: AuthKind;
  /** Entra only: the GUID or domain of the directory to sign in to; absent for the account's own. */
  readonly tenant?: string;
  /** What the model is called by its makers, where the deployment's name does not tell. */
  readonly model?: string;
  /** Sent with each request, to the endpoint's origin only. */
  readonly headers?: HeaderTemplates;
  /** The resource that Find Text and Objects asks; with an api-version of the vision enhancements, these too. */
  readonly vision?: VisionResource;
}

const tenantForms = [/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i, /^[\da-z-]+(?:\.[\da-z-]+)+$/i];

/** True for a GUID or a domain, by which a tenant of Microsoft Entra ID is named. */
export function isTenant(text: string): boolean {
  return tenantForms.some((form) => form.test(text));
}

/** The origin to which a connection's key is bound, or undefined if the endpoint is no URL. */
export function originOf(endpoint: string): string | undefined {
  return URL.canParse(endpoint) ? new URL(endpoint).origin : undefined;
}

/** The host (with its port, if any) that a user reads, or the endpoint itself if it is no URL. */
export function hostOf(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).host : endpoint;
}

/**
 * A value of the setting in, the connection out, or undefined where a required field is missing or
 * wrong. What its endpoint says is not looked at.
 */
export function parseConnection(value: unknown): Connection | undefined {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const {
    name,
    provider,
    endpoint,
    deployment,
    apiVersion,
    auth,
    tenant,
    model,
    headers,
    ...more
  } = value as Record<string, unknown>;
  if (!isText(name) || !isText(endpoint) || !isText(deployment)) {
    return undefined;
  }
  if (!isOneOf(providers, provider)) {
    return undefined;
  }
  if (auth === 'entra' && (provider !== 'azure' || !isTenantOrAbsent(tenant))) {
    return undefined;
  }
  if (headers !== undefined && !isHeaders(headers)) {
    return undefined;
  }
  const vision = more.vision === undefined ? undefined : parseVision(more.vision);
  if (more.vision !== undefined && vision === undefined) {
    return undefined;
  }
  return {
    name,
    provider,
    endpoint,
    deployment,
    ...(isText(apiVersion) && { apiVersion }),
    ...(isOneOf(authKinds, auth) && { auth }),
    ...(auth === 'entra' && isText(tenant) && { tenant: tenant.trim() }),
    ...(isText(model) && { model }),
    ...(headers && { headers }),
    ...(vision && { vision }),
  };
}

/** True for plain HTTP to another machine, which the user has to allow for each host. */
export function isPlainHttp(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) {
    return false;
  }
  const { protocol, hostname } = new URL(endpoint);
  return protocol === 'http:' && !isLoopback(hostname);
}

/** A tenant that is not understood must not become the account's own. */
function isTenantOrAbsent(tenant: unknown): boolean {
  return tenant === undefined || tenant === '' || (isText(tenant) && isTenant(tenant.trim()));
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isOneOf<T extends string>(list: readonly T[], value: unknown): value is T {
  return list.some((item) => item === value);
}
