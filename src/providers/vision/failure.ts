import { isVisionError, VisionError, type VisionErrorKind } from '../../core/errors';
import type { ServerError } from '../reply/serverError';

/** The features that are asked for; captions exist in some regions of Azure only. */
export const features = ['read', 'objects', 'denseCaptions'] as const;

/**
 * True where the service refuses the captions: "The feature 'DenseCaptions' is not supported in this region." or
 * `NotSupportedVisualFeature`. Source: "Call the Image Analysis 4.0 Analyze API", Error codes.
 */
export function refusesCaptions(status: number, { message, fields }: ServerError): boolean {
  const inner = fields.innererror;
  const code = typeof inner === 'object' && inner !== null && 'code' in inner ? inner.code : '';
  return (
    status === 400 &&
    (/\b(?:dense)?captions?\b[^.]{0,40}\bnot supported\b/i.test(message) ||
      code === 'NotSupportedVisualFeature')
  );
}

/** A resource of another kind, for example of Azure OpenAI, says that with a 401. */
const otherResource = /\bnot supported with the current subscription key and pricing tier\b/i;

/** Where a resource has a name of its own, a wrong key may come with the code of a missing role. */
const keyWords = /\binvalid subscription key\b/i;

/** A refusal as what it is, where more is known of it than its status and codes tell. */
export function refined(failure: VisionError, { message }: ServerError): VisionError {
  const kind = kindOf(failure.kind, message);
  return kind === failure.kind ? failure : new VisionError(kind, failure.details);
}

function kindOf(kind: VisionErrorKind, message: string): VisionErrorKind {
  if (otherResource.test(message)) {
    return 'deploymentNotFound';
  }
  if (kind === 'forbidden' && keyWords.test(message)) {
    return 'keyRefused';
  }
  // There is no model that could be blind.
  return kind === 'modelBlind' ? 'badRequest' : kind;
}

/** A failure with the word that it was Azure AI Vision that was asked; anything else as it is. */
export function ofImageAnalysis(error: unknown): unknown {
  if (!isVisionError(error)) {
    return error;
  }
  const { deployment: _, ...details } = error.details;
  const told = { ...details, service: 'imageAnalysis' } as const;
  return new VisionError(error.kind, told, { cause: error.cause });
}
