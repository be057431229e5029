import type { VisionErrorDetails, VisionErrorKind } from '../../core/errors';

/** The details of a failure, with words where the image or the host is not known. */
export type ErrorFacts = VisionErrorDetails & { readonly image: string; readonly host: string };

/** What happened, why, and the ids of the actions that mend it, the best one first. */
export type Sentence = readonly [title: string, detail: string, ...actions: string[]];

/** The sentences for some kinds of failures. */
export type Words = Partial<Record<VisionErrorKind, (facts: ErrorFacts) => Sentence>>;
