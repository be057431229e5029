import type { Connection } from '../../core/connections/connection';
import type { Recipient } from '../../core/connections/recipient';
import type { Answer } from '../../core/conversation/request';
import type { RequestImage } from '../../core/images/images';
import type { HttpRecord } from '../../providers';

/** What answers: a connection, or without one a model of VS Code or the offline reader. */
export interface Answerer {
  /** For people, for example `gpt-5.4 at contoso.openai.azure.com`. */
  readonly label: string;
  readonly answer: Answer;
  /** The same, where the server fetches an image at a URL itself. */
  readonly answerUrls?: Answer<RequestImage>;
  readonly connection?: Connection;
  /** What is known by now of who gets the request; absent where nothing is sent. */
  readonly recipient?: () => Recipient;
  /**
   * Throws a VisionError where the request could not be sent, as for want of a key: the user is told
   * that before they decide about it.
   */
  readonly checkAccess?: () => Promise<void>;
  /** The window's answer to what was asked of it for the request already: the key. */
  readonly fetching?: Promise<unknown>;
  /** What went over the network for this answer so far. */
  readonly tries: readonly HttpRecord[];
  /** True for the offline reader. */
  readonly isOffline?: boolean;
}
