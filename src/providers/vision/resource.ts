import { hostOf, type Connection, type HostReason } from '../../core/connections/connection';
import type { Recipient } from '../../core/connections/recipient';
import { parseVision } from '../../core/connections/vision';
import { VisionError } from '../../core/errors';
import { sendableTypes } from '../../core/images/images';
import { tokenRequestOf } from '../endpoints/cloud';
import { checkConfirmed, neededConfirmation } from '../request/confirmation';
import { credentialsFor, type Credentials } from '../request/credentials';
import type { Network } from '../request/network';
import type { SignedTarget } from '../request/target';
import { ofImageAnalysis } from './failure';

/** What stands in the place of a deployment's name: the operation, as its address has it. */
const operation = 'imageanalysis:analyze';

/** The last version that is generally available; it retires on 25 September 2028. */
const apiVersion = '2024-02-01';

/**
 * What the service takes of an image: from 50 to 16,000 pixels wide and high, and as many in all as a worker
 * can decode for sure. Source: "What is Image Analysis?", Input requirements.
 */
const fit = {
  rule: { kind: 'patches', patch: 32, box: 16_000, budget: 30_000, isStrict: true },
  least: 50,
} as const;

/** The Azure AI Vision resource of a connection. */
export interface VisionTarget extends SignedTarget {
  readonly endpoint: string;
}

type WithVision = Pick<Connection, 'vision' | 'auth' | 'tenant'>;

/**
 * The resource that a connection names, with how requests to it are signed: by the key that is stored for its
 * own origin, else, where the connection signs in, by a token. Throws `connectionInvalid` where there is none.
 */
export async function visionTarget(
  { vision, auth, tenant }: WithVision,
  network: Pick<Network, 'key'>,
): Promise<VisionTarget> {
  const resource = parseVision(vision);
  if (resource === undefined) {
    throw ofImageAnalysis(new VisionError('connectionInvalid'));
  }
  const { endpoint } = resource;
  const { origin } = new URL(endpoint);
  const hasKey = async (): Promise<boolean> => ((await network.key(origin))?.trim() ?? '') !== '';
  const isKeyless = auth === 'entra' && !(await hasKey());
  return {
    endpoint,
    origin,
    host: hostOf(endpoint),
    deployment: operation,
    keyHeader: 'Ocp-Apim-Subscription-Key',
    needsKey: !isKeyless,
    ...(isKeyless && {
      token: tokenRequestOf({ endpoint, ...(tenant !== undefined && { tenant }) }),
    }),
  };
}

/** Where a request for these features goes. */
export function analysisUrl({ endpoint }: VisionTarget, features: readonly string[]): string {
  return `${endpoint}/computervision/${operation}?api-version=${apiVersion}&features=${features.join(',')}`;
}

/** The headers of a request to the resource. Throws as `credentialsFor` does. */
export async function visionCredentials(
  target: VisionTarget,
  network: Network,
): Promise<Credentials> {
  try {
    return await credentialsFor(target, network);
  } catch (error) {
    throw ofImageAnalysis(error);
  }
}

/** Looks whether the resource could be asked, as `checkCredentials` does for a connection. */
export async function checkVisionAccess(connection: WithVision, network: Network): Promise<void> {
  const target = await visionTarget(connection, network);
  if (target.token) {
    try {
      checkConfirmed(target, network);
    } catch (error) {
      throw ofImageAnalysis(error);
    }
  } else {
    await visionCredentials(target, network);
  }
}

/** What the user has to allow before the resource is sent anything, as `confirmationFor` has it of a connection. */
export async function visionConfirmation(
  connection: WithVision,
  network: Pick<Network, 'key'>,
): Promise<HostReason | undefined> {
  return neededConfirmation(await visionTarget(connection, network));
}

/**
 * Who gets the images of an analysis. Of the types that the service takes only those are sent that hold one
 * picture, so that it is sure which was looked at. It counts no tokens.
 */
export function visionRecipient({ vision }: WithVision): Recipient {
  return {
    host: hostOf(vision?.endpoint ?? ''),
    deployment: operation,
    names: [],
    isOpenAi: false,
    ignoresDetail: true,
    types: sendableTypes,
    maxImages: Infinity,
    takesSingly: true,
    fit,
  };
}
