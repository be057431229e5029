import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { isVisionError, type VisionErrorKind } from '../../src/core/errors';
import type { Image } from '../../src/core/images/images';
import type { ReplyEvent } from '../../src/core/conversation/reply';
import { assistantMessage, userMessage, type Message } from '../../src/core/conversation/message';
import type { VisionRequest } from '../../src/core/conversation/request';
import { errorView } from './views';
import { languageModelAnswer } from '../../src/host/connections/languageModels/answer';
import {
  asLanguageModel,
  defaultLanguageModel,
  type LanguageModel,
} from '../../src/host/connections/languageModels/models';
import { textOf } from '../extensions/models/models';
import { until } from '../support/editor/until';
import { seer, useTestModels } from './testModels';

describe('the models of VS Code', () => {
  const { models, model, ours } = useTestModels();
  let image: Image;
  let small: Image;

  before(async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    const read = (name: string) =>
      vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder.uri, 'screenshots', name));
    const [bytes, few] = await Promise.all([read('dashboard.png'), read('spinner.gif')]);
    image = { name: 'dashboard.png', type: 'image/png', bytes, width: 1400, height: 900 };
    small = { name: 'spinner.gif', type: 'image/gif', bytes: few, width: 240, height: 96 };
  });

  const request = (
    text: string,
    followUp: readonly Message<Image>[] = [],
    asked = image,
  ): VisionRequest => ({
    system: 'You look at images.',
    messages: [userMessage(text, [asked]), ...followUp],
    detail: 'auto',
    maxOutputTokens: 1000,
  });

  const asking = async (question: string, asked?: LanguageModel) =>
    languageModelAnswer(asked ?? (await model()))(request(question), new AbortController().signal);

  it('are listed by their names where they take images', async () => {
    models().offer('blind', 'shy', 'seer');
    assert.deepEqual(
      (await ours()).map(({ name, label, takesImages }) => [name, label, takesImages]),
      [
        [seer, 'Seer (Tests)', true],
        ['vscode:sightline-tests/shy', 'Shy (Tests)', true],
      ],
    );
    assert.equal((await model('vscode:sightline-tests/blind')).takesImages, false);
  });

  it('are of unknown sight where VS Code does not tell, and none of these answers unasked', async () => {
    const { chat } = await model();
    const older = asLanguageModel({ ...chat, capabilities: undefined } as typeof chat);
    assert.equal(older.takesImages, undefined);
    assert.equal(defaultLanguageModel([older]), undefined);
    const known = asLanguageModel(chat);
    assert.equal(defaultLanguageModel([older, known]), known);
  });

  it('get the image, which VS Code makes smaller, and their reply arrives in parts', async () => {
    const events: ReplyEvent[] = [];
    for await (const event of await asking('What is this?')) {
      events.push(event);
    }
    const texts = events.flatMap((event) => (event.type === 'text' ? [event.text] : []));
    const [, width = 0, height = 0] =
      /^\*\*seer\*\* sees image\/png as PNG (\d+) × (\d+)\.$/.exec(texts.join(''))?.map(Number) ??
      [];
    assert.ok(Math.abs(width / height - 1400 / 900) < 0.01, texts.join(''));
    assert.ok(width >= 768 && width <= 1400);
    assert.ok(texts.length > 3, `${texts.length} parts`);
    assert.deepEqual(events.at(-1), { type: 'finish', finish: { reason: 'stop' } });
    assert.deepEqual(new Set(events.map(({ type }) => type)), new Set(['text', 'finish']));
  });

  it('get the system text first, then what was said, and a small image unchanged', async () => {
    const answer = languageModelAnswer(await model());
    const more = [assistantMessage('A page.'), userMessage<Image>('Why?')];
    const followUp = request('What is this?', more, small);
    await all(answer(followUp, new AbortController().signal));
    const { messages, options } = models().asked.at(-1) ?? assert.fail();
    const { User, Assistant } = vscode.LanguageModelChatMessageRole;
    assert.deepEqual(
      messages.map((message) => [message.role, textOf(message)]),
      [
        [User, 'You look at images.\nWhat is this?'],
        [Assistant, 'A page.'],
        [User, 'Why?'],
      ],
    );
    const [sent, ...others] = messages
      .flatMap(({ content }) => content)
      .filter((part) => part instanceof vscode.LanguageModelDataPart);
    assert.deepEqual(others, []);
    assert.ok(sent);
    assert.equal(sent.mimeType, small.type);
    assert.ok(Buffer.from(sent.data).equals(small.bytes));
    assert.deepEqual(options.modelOptions, {});
  });

  const failures: [word: string, kind: VisionErrorKind, action: string, words: RegExp][] = [
    ['#no-permissions', 'modelConsent', 'retry', /Seer \(Tests\) was not allowed/],
    ['#blocked', 'rateLimited', 'retry', /its limit for now.*“Blocked for making too many/],
    ['#filtered', 'contentFiltered', 'selectConnection', /content filter of Seer \(Tests\)/],
    ['#not-found', 'modelGone', 'selectConnection', /no model “Seer \(Tests\)”/],
    ['#quota', 'quotaExceeded', 'selectConnection', /“You have exceeded your monthly allowance/],
    ['#off-topic', 'contentFiltered', 'selectConnection', /blocked the question/],
    ['#too-long', 'requestTooLarge', 'selectConnection', /“Message exceeds token limit/],
    ['#no-images', 'modelBlind', 'selectConnection', /“Seer \(Tests\)” at VS Code takes text only/],
    ['#broken', 'serverFailed', 'retry', /“Server error: 500”/],
    ['#silent', 'replyEmpty', 'retry', /without a word/],
  ];
  for (const [word, kind, action, words] of failures) {
    it(`fail in words: ${word} is ${kind}`, async () => {
      const error = await failure(await asking(`Describe it ${word}`));
      assert.equal(error.kind, kind, error.cause instanceof Error ? error.cause.stack : '');
      const { detail, actions } = errorView(error);
      assert.match(detail, words);
      assert.equal(actions[0]?.action, action);
    });
  }

  it('keep what came when they fail in mid-reply', async () => {
    const events: ReplyEvent[] = [];
    const error = await failure(await asking('#break'), events, () => models().goOn());
    assert.equal(error.kind, 'rateLimited');
    assert.deepEqual(events, [{ type: 'text', text: '**seer** sees ' }]);
  });

  it('are not used without the consent of the user, whom VS Code asks', async () => {
    // In a test run VS Code refuses to show its question, which counts as a no.
    models().offer('shy');
    const before = models().asked.length;
    const shy = await model('vscode:sightline-tests/shy');
    const error = await failure(await asking('Describe it', shy));
    assert.equal(error.kind, 'modelConsent');
    assert.equal(models().asked.length, before);
  });

  it('are told to be gone where they go between their choice and the request', async () => {
    const chosen = await model();
    models().offer();
    await until('the model to be gone', async () => (await ours()).length === 0);
    assert.equal((await failure(await asking('Describe it', chosen))).kind, 'modelGone');
  });

  it('end quietly on abort, at once, and are told', async () => {
    const controller = new AbortController();
    const answer = languageModelAnswer(await model());
    const events: ReplyEvent[] = [];
    for await (const event of answer(request('#hang'), controller.signal)) {
      events.push(event);
      controller.abort();
    }
    assert.deepEqual(events, [{ type: 'text', text: '**seer** sees ' }]);
    await until('the cancellation', () => models().asked.at(-1)?.isCancelled);
  });

  it('are not asked where the question was stopped before', async () => {
    const before = models().asked.length;
    const answer = languageModelAnswer(await model());
    assert.deepEqual(await all(answer(request('Describe it'), AbortSignal.abort())), []);
    assert.equal(models().asked.length, before);
  });

  it('are ended when they are silent for too long, and what came is kept', async () => {
    const patience = { nextText: 50 };
    const answer = languageModelAnswer(await model(), patience);
    const events: ReplyEvent[] = [];
    const error = await failure(answer(request('#hang'), new AbortController().signal), events);
    assert.equal(error.kind, 'timeout');
    assert.deepEqual(events, [{ type: 'text', text: '**seer** sees ' }]);
    await until('the cancellation', () => models().asked.at(-1)?.isCancelled);
  });
});

async function all(reply: AsyncIterable<ReplyEvent>): Promise<ReplyEvent[]> {
  const events: ReplyEvent[] = [];
  for await (const event of reply) {
    events.push(event);
  }
  return events;
}

/** The error that a reply ends with; what came before goes into `events`. */
async function failure(
  reply: AsyncIterable<ReplyEvent>,
  events: ReplyEvent[] = [],
  onEvent: () => void = () => undefined,
) {
  try {
    for await (const event of reply) {
      events.push(event);
      onEvent();
    }
  } catch (error) {
    assert.ok(isVisionError(error), String(error));
    return error;
  }
  return assert.fail('It did not fail.');
}
