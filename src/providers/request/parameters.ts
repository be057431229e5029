import type { Connection } from '../../core/connections/connection';
import { isVisionError } from '../../core/errors';
import type { MessageForm, SystemRole } from '../../core/conversation/request';
import type { FailedResponse } from '../reply/apiError';
import { familyOf } from '../models/modelNames';
import { refusedIn, saysBlind } from './refusals';
import { targetOf, type Target } from './target';
import { textOf, fieldsOf } from '../json';

/** Parameters that some models and servers refuse. No temperature is ever sent: each model has its own. */
export type Parameter = 'max_completion_tokens' | 'max_tokens' | 'stream_options';

export type Parameters = Partial<Record<Parameter, unknown>>;

/** How a request is put for a target. */
export interface Form extends MessageForm {
  readonly parameters: Parameters;
}

/** What can be refused: a parameter, the detail of an image, a role. */
export type Refusable = Parameter | 'detail' | Exclude<SystemRole, 'user'>;

interface Learned {
  readonly refused: Set<Refusable>;
  /** By its own name, from the last reply. */
  model?: string;
  isBlind?: boolean;
}

const limitNames = ['max_completion_tokens', 'max_tokens'] as const;

/** What servers taught, by target; lives as long as the program. */
const lessons = new Map<string, Learned>();

/** The form that fits a target, by what is known of its model and what its server has refused. */
export function formFor(target: Target, maxOutputTokens: number): Form {
  const { refused } = learnedOf(target);
  const { reasons } = familyOf(modelNameOf(target));
  // Hosts that know the present limit know the role `developer` too; gateways translate `system`.
  const isPresent = target.limitName === 'max_completion_tokens';
  const firstRole = reasons && isPresent ? 'developer' : 'system';
  const firstLimit = reasons ? 'max_completion_tokens' : target.limitName;
  const limitName = [firstLimit, ...limitNames].find((name) => !refused.has(name));
  const roles = [firstRole, 'system'] as const;
  return {
    parameters: {
      ...(limitName !== undefined && { [limitName]: maxOutputTokens }),
      ...(target.streamOptions &&
        !refused.has('stream_options') && { stream_options: { include_usage: true } }),
    },
    systemRole: roles.find((role) => !refused.has(role)) ?? 'user',
    withDetail: !refused.has('detail'),
  };
}

/**
 * Looks in a 400 or 422 for a part of the request that the server does not support, and remembers it
 * for the target. True if there was one, so that the request can be sent again without it. A model
 * that says it takes no images is remembered too.
 */
export function learnFrom(target: Target, { status, error }: FailedResponse, sent: Form): boolean {
  if (saysBlind(error)) {
    learnedOf(target).isBlind = true;
    return false;
  }
  const refused = status === 400 || status === 422 ? refusedIn(error, sent) : undefined;
  if (refused === undefined) {
    return false;
  }
  learnedOf(target).refused.add(refused);
  return true;
}

/** Passes the chunks of a reply on; the first name of a model in them says what answers there. */
export async function* learningModel(
  target: Target,
  chunks: AsyncIterable<unknown>,
): AsyncGenerator<unknown, void, undefined> {
  let isKnown = false;
  for await (const chunk of chunks) {
    const model = isKnown ? undefined : textOf(fieldsOf(chunk).model);
    if (model !== undefined) {
      isKnown = true;
      Object.assign(learnedOf(target), { model, isBlind: false });
    }
    yield chunk;
  }
}

/** True where a connection's model is known to take no images, by its name or by a server's refusal. */
export function isBlind(connection: Connection): boolean {
  try {
    const target = targetOf(connection);
    return learnedOf(target).isBlind ?? familyOf(modelNameOf(target)).isBlind;
  } catch (error) {
    if (isVisionError(error)) {
      return false;
    }
    throw error;
  }
}

/** What a target's model is called: the deployment, the reply's name for it, the setting's. */
export function namesOf(target: Target): string[] {
  const { model } = learnedOf(target);
  return [target.deployment, model, target.modelName].filter((name) => name !== undefined);
}

/** The setting overrules what a reply said, and that the deployment's name. */
function modelNameOf(target: Target): string {
  return target.modelName ?? learnedOf(target).model ?? target.deployment;
}

function learnedOf({ baseUrl, query, deployment, modelName }: Target): Learned {
  const identity = JSON.stringify([baseUrl, query, deployment, modelName]);
  const learned = lessons.get(identity) ?? { refused: new Set() };
  lessons.set(identity, learned);
  return learned;
}
