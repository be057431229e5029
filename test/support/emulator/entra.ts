import { azureRefusal, azureUnauthorized } from './azureWords';
import type { EntraOptions } from './types';

/** What a token of Microsoft Entra ID says, as far as a resource looks at it. */
export interface EntraClaims {
  readonly tenant: string;
  /** Whom it is for; the resource's by default. */
  readonly audience?: string;
  /** The account; a resource may lack a role for it. */
  readonly user?: string;
  /** How long it is valid, in seconds; default an hour. */
  readonly seconds?: number;
}

const resourceAudience = 'https://cognitiveservices.azure.com';

let count = 0;

/** A token in the shape of Entra's, but signed by nobody. No two are alike. */
export function entraToken({ tenant, audience, user, seconds }: EntraClaims): string {
  const claims = {
    aud: audience ?? resourceAudience,
    tid: tenant,
    oid: user ?? 'somebody',
    exp: Math.floor(Date.now() / 1000) + (seconds ?? 3600),
    uti: `${++count}`,
  };
  return [{ typ: 'JWT', alg: 'RS256' }, claims, { signature: count }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
}

/** Throws what the resource answers to a token that it does not take. */
export function checkEntraToken(token: string, { tenant, strangers }: EntraOptions): void {
  const { aud, tid, oid, exp } = claimsOf(token);
  if (aud !== resourceAudience || typeof exp !== 'number' || exp * 1000 <= Date.now()) {
    throw azureUnauthorized('token');
  }
  if (tid !== tenant) {
    throw azureRefusal(
      400,
      'Tenant provided in token does not match resource token',
      `Token tenant ${String(tid)} does not match resource tenant.`,
    );
  }
  if (strangers?.includes(String(oid)) === true) {
    throw azureRefusal(
      401,
      'PermissionDenied',
      `The principal \`${String(oid)}\` lacks the required data action ` +
        '`Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action` to ' +
        'perform `POST /openai/deployments/{deployment-id}/chat/completions` operation.',
    );
  }
}

function claimsOf(token: string): Record<string, unknown> {
  const [, claims = '', signature] = token.split('.');
  try {
    return signature === undefined
      ? {}
      : (JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>);
  } catch {
    return {};
  }
}
