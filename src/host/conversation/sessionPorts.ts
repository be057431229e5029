import type { Asked } from '../../core/conversation/conversation';
import type { Turn } from '../../core/conversation/turn';
import type { Decision } from '../../core/cost/receipt';
import type { ImageId } from '../../core/images/imageId';
import type { SourceImage } from '../../core/images/images';
import type { Answerer } from '../connections/answerer';
import type { settingsScope } from '../images/imageAddress';
import type { ImageStore } from '../images/imageStore';
import type { Log } from '../log';
import type { Settings } from '../settings';
import type { Jobs } from '../jobs';
import type { Drawings } from './drawings';
import type { ReadLines } from './places/foundText';
import type { PlaceAnswer } from './places/places';
import type { Consent, PreparedImages, sendRequest } from './sending';

/** What a session needs of the world. */
export interface SessionPorts {
  readonly images: ImageStore;
  readonly jobs: Jobs;
  readonly prepared: PreparedImages;
  /** An image as it is sent, a vector drawn by a browser where it can be. Rejects with the signal's reason. */
  readonly drawn: Drawings['drawn'];
  readonly answerer: () => Promise<Answerer>;
  /** What is chosen about a proposal, where nobody is asked. */
  readonly decide?: () => Promise<Decision>;
  readonly settings: (scope: ReturnType<typeof settingsScope>) => Settings;
  readonly loadSending: () => Promise<{ readonly sendRequest: typeof sendRequest }>;
  /** Answers with places on the images; undefined where nobody can. */
  readonly withPlaces?: PlaceAnswer;
  /** Reads the text of an image on this computer. */
  readonly readLines?: ReadLines;
  /** For the log: type, pixels and size of an image. */
  readonly factsOf: (image: SourceImage) => string;
  readonly log: Log;
}

/** What a session begins with: nothing but an id, or what was kept of it. */
export interface SessionStart {
  readonly id: string;
  readonly title: string;
  readonly turns?: readonly Turn[];
  readonly consent?: Consent;
  /** Images that were added and not asked about yet. */
  readonly pending?: readonly ImageId[];
}

/** What is shown of a session is told what changes. */
export interface SessionListener {
  turnChanged(turn: Turn): void;
  textAdded(turn: number, text: string, isShown: boolean): void;
  /** The title or what is known of an image has changed. */
  changed(): void;
}

/** A command's question, and who will answer it, which may have been looked for already. */
export interface Command {
  readonly title: string;
  readonly asked: Asked;
  readonly answerer: Promise<Answerer>;
}
