import * as vscode from 'vscode';
import { isVisionError, VisionError, type VisionErrorKind } from '../../../core/errors';
import { bounded, plainWords } from '../../../providers/reply/words';
import type { LanguageModel } from './models';

/** Whatever a model of VS Code threw, as a VisionError that names the model. */
export function languageModelError(error: unknown, model: LanguageModel): VisionError {
  const details = { host: model.label, connection: model.label, deployment: model.name };
  if (isVisionError(error)) {
    return new VisionError(error.kind, { ...details, ...error.details });
  }
  const serverMessage = plainWords(error instanceof Error ? error.message : String(error));
  const code = codeOf(error);
  const kind = kindOf(error);
  return new VisionError(
    kind,
    {
      ...details,
      ...(kind === 'modelBlind' && { deployment: model.label, host: 'VS Code' }),
      ...(code !== undefined && { code }),
      ...(serverMessage !== '' && { serverMessage }),
    },
    { cause: error },
  );
}

/** A name for support: VS Code's code, else what the model's extension calls its error. */
function codeOf(error: unknown): string | undefined {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return [code, name].find(
    (found): found is string => typeof found === 'string' && /^(?!Error$)\w{3,60}$/.test(found),
  );
}

/** VS Code's own words, without a code, where a model goes between its choice and the request. */
const isGone = /model not found|provider for .{1,200} (?:is )?not (?:found|registered)/i;

/**
 * VS Code has three codes. Extensions tell the rest by name or in words, and what one throws comes
 * through VS Code with its name and message only.
 */
function kindOf(error: unknown): VisionErrorKind {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  const words = `${wordsOf(error)} ${wordsOf(cause)}`;
  const { LanguageModelError } = vscode;
  if (code === LanguageModelError.NoPermissions.name) {
    return 'modelConsent';
  }
  if (code === LanguageModelError.NotFound.name || isGone.test(words)) {
    return 'modelGone';
  }
  if (/content[ _-]?(?:filter|policy)|off_topic|\bfiltered\b|responsible ai/i.test(words)) {
    return 'contentFiltered';
  }
  if (
    /(?:image|vision)\b.{0,200} (?:not|un)\s?(?:supported|enabled)|not support (?:image|vision)/i.test(
      words,
    )
  ) {
    return 'modelBlind';
  }
  if (/quota|allowance|out of credit/i.test(words)) {
    return 'quotaExceeded';
  }
  if (code === LanguageModelError.Blocked.name || /rate.?limit|too many requests/i.test(words)) {
    return 'rateLimited';
  }
  return /token limit|context (?:length|window)|too (?:large|long)/i.test(words)
    ? 'requestTooLarge'
    : 'serverFailed';
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? bounded(`${error.name} ${error.message}`) : '';
}
