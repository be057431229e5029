import {
  isVisionError,
  type VisionErrorDetails,
  type VisionErrorKind,
} from '../../../src/core/errors';
import { inspectImage } from '../../../src/imaging/index';

/** How inspectImage refuses a file, or undefined if it does not. Any other error goes through. */
export async function refusal(
  name: string,
  bytes: Uint8Array,
): Promise<{ kind: VisionErrorKind; details: VisionErrorDetails } | undefined> {
  try {
    await inspectImage(name, bytes);
    return undefined;
  } catch (error) {
    if (!isVisionError(error)) {
      throw error;
    }
    return { kind: error.kind, details: error.details };
  }
}
