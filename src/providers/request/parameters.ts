import type { Connection } from '../../core/connections/connection';
import { isVisionError } from '../../core/errors';
import type { ReplySchema } from '../../core/conversation/replySchema';
import { refusesImages } from '../reply/imageRefusal';
import type { ServerError } from '../reply/serverError';
import { replyFormats, type Form, type Learned, type Lessons } from './form';
import type { Network } from './network';
import { familyOf } from './modelNames';
import { refusedIn } from './refusals';
import { targetOf, type Target } from './target';

/** What is wanted of a reply. */
export interface Wanted {
  readonly maxOutputTokens: number;
  readonly schema?: ReplySchema;
}

/** The form that fits a target, by what is known of its model and what its server has refused. */
export function formFor(
  target: Target,
  { refused, model }: Learned,
  { maxOutputTokens, schema }: Wanted,
): Form {
  const { reasons } = familyOf(target.modelName ?? model ?? target.deployment);
  // Hosts that know the present limit know the role `developer` too; gateways translate `system`.
  const isPresent = target.limitName === 'max_completion_tokens';
  const firstLimit = reasons ? 'max_completion_tokens' : target.limitName;
  const limitName = ([firstLimit, 'max_completion_tokens', 'max_tokens'] as const).find(
    (name) => !refused.has(name),
  );
  const roles = [reasons && isPresent ? 'developer' : 'system', 'system'] as const;
  const streams = !refused.has('stream');
  const asksForUsage = streams && target.streamOptions && !refused.has('stream_options');
  const replyFormat =
    schema && replyFormats.find((format) => format === 'words' || !refused.has(format));
  const responseFormat =
    replyFormat === 'json_schema'
      ? { type: replyFormat, json_schema: { ...schema, strict: true } }
      : replyFormat === 'json_object'
        ? { type: replyFormat }
        : undefined;
  return {
    parameters: {
      ...(streams && { stream: true }),
      ...(limitName !== undefined && { [limitName]: maxOutputTokens }),
      ...(asksForUsage && { stream_options: { include_usage: true } }),
      ...(responseFormat && { response_format: responseFormat }),
    },
    ...(replyFormat && { replyFormat }),
    systemRole: roles.find((role) => !refused.has(role)) ?? 'user',
    withDetail: !refused.has('detail'),
  };
}

/**
 * Looks in a failure for a part of the request that the server does not support, and remembers it. True
 * if there was one, so that the request can be sent again without it. A model that is said to take no
 * images is remembered too.
 */
export function learnFrom(
  learned: Learned,
  status: number,
  error: ServerError,
  sent: Form,
): boolean {
  if (refusesImages(error)) {
    learned.takesImages = false;
    return false;
  }
  const refused = refusedIn(status, error, sent);
  refused.forEach((one) => learned.refused.add(one));
  return refused.length > 0;
}

/** The first name of a model in a reply says what answers there, and that it took the images. */
export function learnModel(learned: Learned, model: string): void {
  learned.model = model;
  learned.takesImages = true;
}

/** Whether a connection's model takes images, by a server's answers or its name; undefined where that is not known. */
export function takesImages(
  connection: Connection,
  { lessons }: Pick<Network, 'lessons'>,
): boolean | undefined {
  try {
    const target = targetOf(connection);
    const { takesImages: told, model } = learnedOf(lessons, target);
    return told ?? familyOf(target.modelName ?? model ?? target.deployment).takesImages;
  } catch (error) {
    if (isVisionError(error)) {
      return undefined;
    }
    throw error;
  }
}

/** What a target's server taught so far; what it teaches is added to the same object. */
export function learnedOf(
  lessons: Lessons,
  { chatUrl, deployment, modelName }: Pick<Target, 'chatUrl' | 'deployment' | 'modelName'>,
): Learned {
  const identity = JSON.stringify([chatUrl, deployment, modelName]);
  const learned = lessons.get(identity) ?? { refused: new Set() };
  lessons.set(identity, learned);
  return learned;
}
