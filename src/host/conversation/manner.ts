import type { Manner } from '../../core/conversation/conversation';
import { withReplyLanguage } from '../../core/conversation/prompts';
import type { ImageId } from '../../core/images/imageId';
import { settingsScope } from '../images/imageAddress';
import type { Settings } from '../settings';
import type { SessionPorts } from './sessionPorts';

/** The settings that hold where the first of the images is. */
export function settingsOf(
  { images: store, settings }: Pick<SessionPorts, 'images' | 'settings'>,
  images: readonly ImageId[],
): Settings {
  const [first] = images.flatMap((id) => store.record(id) ?? []);
  return settings(first && settingsScope([first.address]));
}

/** What holds by the settings for a request beside its messages. */
export function mannerOf({
  systemPrompt,
  replyLanguage,
  detail,
  maxOutputTokens,
}: Settings): Manner {
  return { system: withReplyLanguage(systemPrompt, replyLanguage), detail, maxOutputTokens };
}
