import type { VisionError, VisionErrorKind } from '../../core/errors';
import type { Draft, Field } from './draft';

/** The answer that a failed test speaks against, of those that were asked for; undefined is a test that was cancelled. */
export function wrongField(draft: Draft, error: VisionError | undefined): Field {
  const field = fieldOf(draft, error);
  if (draft.local === true) {
    return field === 'deployment' ? field : 'server';
  }
  // The server told its endpoint.
  return field === 'endpoint' && draft.pasted === undefined ? 'server' : field;
}

const fieldOfKind: Partial<Record<VisionErrorKind, Field>> = {
  keyMissing: 'credential',
  keyRefused: 'credential',
  signInRefused: 'credential',
  signInNeeded: 'signIn',
  forbidden: 'signIn',
  deploymentNotFound: 'deployment',
  modelBlind: 'deployment',
  badRequest: 'deployment',
  contentFiltered: 'deployment',
  quotaExceeded: 'deployment',
  rateLimited: 'deployment',
  replyEmpty: 'deployment',
};

function fieldOf({ provider, auth }: Draft, error: VisionError | undefined): Field {
  const field = (error && fieldOfKind[error.kind]) ?? 'endpoint';
  if (field === 'credential' && auth === 'none') {
    return provider === 'azure' ? 'signIn' : 'credential';
  }
  // Only Azure is asked how to sign in.
  return field === 'signIn' && provider !== 'azure' ? 'credential' : field;
}
