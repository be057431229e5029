import * as vscode from 'vscode';
import { factsOf } from './facts';

/** What the types of VS Code lack: a model may want the user's consent before others use it. */
interface Model extends vscode.LanguageModelChatInformation {
  readonly requiresAuthorization?: boolean;
}

/** One question that came to a model. */
export interface Asked {
  readonly model: string;
  readonly messages: readonly vscode.LanguageModelChatRequestMessage[];
  readonly options: vscode.ProvideLanguageModelChatResponseOptions;
  /** True once the question was cancelled. */
  isCancelled: boolean;
}

const all: readonly Model[] = [
  model('blind', 'Blind', false),
  model('seer', 'Seer', true),
  model('oracle', 'Oracle', true),
  model('shy', 'Shy', true, true),
];

/**
 * Models that state what they got: the type, the size and the pixels of each image. Words in a
 * question make them fail in the ways that VS Code's own models have, with `#once` the first time only.
 */
export class TestModels implements vscode.LanguageModelChatProvider<Model> {
  readonly asked: Asked[] = [];
  private readonly failed = new Set<string>();
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeLanguageModelChatInformation = this.changed.event;
  /** Lets a reply break off that `#break` asked for. */
  goOn = (): void => undefined;
  private offered = process.env.SIGHTLINE_TEST_MODELS?.split(' ') ?? [];

  /** From now on there are these models. */
  offer(...ids: string[]): void {
    this.offered = ids;
    this.changed.fire();
  }

  provideLanguageModelChatInformation(): Model[] {
    return all.filter(({ id }) => this.offered.includes(id));
  }

  provideTokenCount(): Promise<number> {
    return Promise.resolve(1);
  }

  async provideLanguageModelChatResponse(
    { id }: Model,
    messages: readonly vscode.LanguageModelChatRequestMessage[],
    options: vscode.ProvideLanguageModelChatResponseOptions,
    progress: vscode.Progress<vscode.LanguageModelResponsePart>,
    token: vscode.CancellationToken,
  ): Promise<void> {
    const asked: Asked = { model: id, messages, options, isCancelled: false };
    this.asked.push(asked);
    token.onCancellationRequested(() => (asked.isCancelled = true));
    const say = (text: string) => progress.report(new vscode.LanguageModelTextPart(text));
    const question = textOf(messages.at(-1));
    if (!question.includes('#once') || !this.failed.has(question)) {
      this.failed.add(question);
      fail(question);
    }
    if (question.includes('#echo')) {
      say(question);
      return;
    }
    if (question.includes('#silent')) {
      return;
    }
    progress.report(vscode.LanguageModelDataPart.json({ not: 'text' }));
    say(`**${id}** sees `);
    if (question.includes('#hang')) {
      await new Promise(() => undefined);
    }
    if (question.includes('#break')) {
      await new Promise<void>((resolve) => (this.goOn = resolve));
      throw named('ChatRateLimited', 'Sorry, your request was rate-limited.');
    }
    const images = messages
      .flatMap(({ content }) => content)
      .filter((part) => part instanceof vscode.LanguageModelDataPart)
      .map(({ data, mimeType }) => `${mimeType} as ${factsOf(data)}`);
    for (const word of `${images.join(' and ')}.`.split(/(?<= )/)) {
      say(word);
    }
  }
}

/** As extensions fail: with VS Code's own errors, and with errors of their own making. */
function fail(question: string): void {
  const vscodes = vscode.LanguageModelError;
  const failures: Readonly<Record<string, () => Error>> = {
    '#no-permissions': () => vscodes.NoPermissions('The model may not be used.'),
    '#blocked': () =>
      vscodes.Blocked('Blocked for making too many requests. Please try again later.'),
    '#filtered': () => vscodes.Blocked('The prompt was stopped by the content filter.'),
    '#not-found': () => vscodes.NotFound('There is no such model.'),
    '#quota': () => named('ChatQuotaExceeded', 'You have exceeded your monthly allowance.'),
    '#off-topic': () => new Error('filtered as off_topic by intent classifier'),
    '#too-long': () => new Error('Message exceeds token limit.'),
    '#no-images': () => new Error('Image input is not supported by this model.'),
    '#broken': () => new Error('Server error: 500'),
  };
  for (const [word, failure] of Object.entries(failures)) {
    if (question.includes(word)) {
      throw failure();
    }
  }
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

/** The text of a message, its parts one below the other. */
export function textOf(message: vscode.LanguageModelChatRequestMessage | undefined): string {
  return (message?.content ?? [])
    .map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : ''))
    .filter((text) => text !== '')
    .join('\n');
}

function model(id: string, name: string, imageInput: boolean, needsConsent = false): Model {
  return {
    id,
    name,
    family: 'tests',
    version: '1',
    maxInputTokens: 100_000,
    maxOutputTokens: 1_000,
    capabilities: { imageInput },
    ...(needsConsent && { requiresAuthorization: true }),
  };
}
