import * as vscode from 'vscode';
import { untilAborted } from '../../../core/abort';
import { VisionError } from '../../../core/errors';
import { textIn } from '../../../core/conversation/message';
import type { ReplyEvent } from '../../../core/conversation/reply';
import { inWords, type Answer, type VisionRequest } from '../../../core/conversation/request';
import { usualPatience, Watchdog, type Patience } from '../../../providers/request/watchdog';
import { languageModelError } from './modelError';
import type { LanguageModel } from './models';

/** The most that is read of a reply, in characters. */
const longestReply = 1024 * 1024;

/**
 * Answers through a model of VS Code, which asks the user for consent where it wants it. Such a model
 * tells neither tokens nor why it ended, knows no detail and no limit on the reply, and is asked for
 * JSON in words.
 */
export function languageModelAnswer(
  model: LanguageModel,
  patience: Partial<Patience> = {},
): Answer {
  return (request, signal) =>
    answer(model, { ...usualPatience, ...patience }, inWords(request), signal);
}

async function* answer(
  model: LanguageModel,
  patience: Patience,
  request: VisionRequest,
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent, void, undefined> {
  if (signal.aborted) {
    return;
  }
  const source = new vscode.CancellationTokenSource();
  const line = new AbortController();
  // A model may not heed the token, so the request is left as well.
  const end = (): void => {
    source.cancel();
    line.abort();
  };
  signal.addEventListener('abort', end, { once: true });
  let watchdog: Watchdog | undefined;
  try {
    const options = { justification: vscode.l10n.t('To answer your questions about images.') };
    const response = await untilAborted(
      model.chat.sendRequest(messagesOf(request), options, source.token),
      line.signal,
    );
    // Before, the user may be asked for consent: that is no silence.
    watchdog = new Watchdog(patience.firstText, end);
    const parts = response.stream[Symbol.asyncIterator]();
    let length = 0;
    for (;;) {
      const next = await untilAborted(parts.next(), line.signal);
      if (next.done === true) {
        break;
      }
      const text = next.value instanceof vscode.LanguageModelTextPart ? next.value.value : '';
      if (text !== '') {
        yield { type: 'text', text: text.slice(0, longestReply - length) };
      }
      length += text.length;
      watchdog.touch(length === 0 ? patience.firstText : patience.nextText);
      if (length > longestReply) {
        throw new VisionError('replyGarbled', { limit: longestReply });
      }
    }
    if (length === 0) {
      throw new VisionError('replyEmpty');
    }
    yield { type: 'finish', finish: { reason: 'stop' } };
  } catch (error) {
    const isSilence = watchdog?.expired === true;
    if (isSilence || !line.signal.aborted) {
      throw languageModelError(isSilence ? new VisionError('timeout') : error, model);
    }
  } finally {
    signal.removeEventListener('abort', end);
    watchdog?.stop();
    end();
    source.dispose();
  }
}

/** There is no system role: its text stands first in the user's first message. */
function messagesOf({ system, messages }: VisionRequest): vscode.LanguageModelChatMessage[] {
  const first = messages.findIndex(({ role }) => role === 'user');
  return messages.map((message, index) => {
    if (message.role === 'assistant') {
      return vscode.LanguageModelChatMessage.Assistant(textIn(message));
    }
    const parts = message.parts.map((part) =>
      part.type === 'text'
        ? new vscode.LanguageModelTextPart(part.text)
        : vscode.LanguageModelDataPart.image(part.image.bytes, part.image.type),
    );
    return vscode.LanguageModelChatMessage.User(
      index === first && system !== ''
        ? [new vscode.LanguageModelTextPart(system), ...parts]
        : parts,
    );
  });
}
