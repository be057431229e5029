import type { AnsweredBy } from '../../core/conversation/reply';
import type { Answerer } from '../connections/answerer';

/** Who answers, as it is kept with the reply. */
export function answeredBy({ label, isOffline, connection }: Answerer): AnsweredBy {
  return {
    label,
    ...(isOffline === true && { isOffline }),
    ...(connection && { connection: connection.name }),
  };
}
