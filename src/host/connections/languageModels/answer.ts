import * as vscode from 'vscode';
import { VisionError } from '../../../core/errors';
import { textIn } from '../../../core/conversation/message';
import type { ReplyEvent } from '../../../core/conversation/reply';
import type { Answer, VisionRequest } from '../../../core/conversation/request';
import { usualPatience, Watchdog, type Patience } from '../../../providers/request/watchdog';
import { languageModelError } from './errors';
import type { LanguageModel } from './models';

/**
 * Answers through a model of VS Code, which asks the user for consent where it wants it. Such a model
 * tells neither tokens nor why it ended, and knows no detail and no limit on the reply.
 */
export function languageModelAnswer(
  model: LanguageModel,
  patience: Partial<Patience> = {},
): Answer {
  return (request, signal) => answer(model, { ...usualPatience, ...patience }, request, signal);
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
  const call = new Call(signal);
  try {
    const options = { justification: vscode.l10n.t('To answer your questions about images.') };
    const response = await call.race(
      model.chat.sendRequest(messagesOf(request), options, call.token),
    );
    const parts = response?.stream[Symbol.asyncIterator]();
    const watchdog = call.watch(patience.firstText);
    let isEmpty = true;
    for (;;) {
      const next = parts && (await call.race(parts.next()));
      if (next === undefined || next.done === true) {
        break;
      }
      const text = next.value instanceof vscode.LanguageModelTextPart ? next.value.value : '';
      isEmpty &&= text === '';
      watchdog.touch(isEmpty ? patience.firstText : patience.nextText);
      if (text !== '') {
        yield { type: 'text', text };
      }
    }
    if (watchdog.expired || isEmpty) {
      throw new VisionError(watchdog.expired ? 'timeout' : 'replyEmpty');
    }
    if (!call.isAborted) {
      yield { type: 'finish', finish: { reason: 'stop' } };
    }
  } catch (error) {
    if (!call.isAborted) {
      throw languageModelError(error, model);
    }
  } finally {
    call.end();
  }
}

/** One request: it ends, and its token is cancelled, when `signal` aborts or nothing is heard. */
class Call {
  private readonly source = new vscode.CancellationTokenSource();
  private readonly ended: Promise<undefined>;
  private resolveEnded!: (value: undefined) => void;
  private watchdog: Watchdog | undefined;

  constructor(private readonly signal: AbortSignal) {
    this.ended = new Promise((resolve) => (this.resolveEnded = resolve));
    signal.addEventListener('abort', this.cancel, { once: true });
  }

  get isAborted(): boolean {
    return this.signal.aborted;
  }

  get token(): vscode.CancellationToken {
    return this.source.token;
  }

  /** What comes of `promise`; undefined once the request has ended, as a model may not heed the token. */
  race<T>(promise: PromiseLike<T>): Promise<T | undefined> {
    return Promise.race([promise, this.ended]);
  }

  /** From now on silence ends it; before, the user may be asked for consent. */
  watch(limit: number): Watchdog {
    return (this.watchdog = new Watchdog(limit, this.cancel));
  }

  end(): void {
    this.signal.removeEventListener('abort', this.cancel);
    this.watchdog?.stop();
    this.cancel();
    this.source.dispose();
  }

  private readonly cancel = (): void => {
    this.source.cancel();
    this.resolveEnded(undefined);
  };
}

/** There is no system role: its text stands first in the first message. */
function messagesOf({ system, messages }: VisionRequest): vscode.LanguageModelChatMessage[] {
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
      index === 0 && system !== '' ? [new vscode.LanguageModelTextPart(system), ...parts] : parts,
    );
  });
}
