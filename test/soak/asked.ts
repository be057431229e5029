import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { continuePrompt } from '../../src/core/conversation/prompts';
import { shownReply, type Reply, type ReplyState } from '../../src/core/conversation/turn';
import { until } from '../support/editor/until';
import type { Chat, Turn } from './chat';
import { showing } from './panel';
import { questionOf, type Answer, type Server, type ServerName } from './servers';
import type { Stage } from './stage';

/** A question that was just asked, or asked again. */
export class Asked {
  constructor(
    readonly stage: Stage,
    readonly chat: Chat,
    readonly turn: number,
    /** Who is to answer it. */
    readonly server: Server,
    /** What had come of its reply, where that is continued. */
    private readonly before?: string,
  ) {
    stage.tally.questions++;
    stage.tell(`turn ${turn} of ${chat.title} to ${server.name}`);
  }

  /** The request that asks it, which the user has agreed to. */
  async answer(): Promise<Answer> {
    assert.ok(this.agreed.has(this.server.name), 'the user has agreed');
    const answer = await this.server.next();
    const expected = this.before === undefined ? this.shown.question : continuePrompt;
    assert.equal(questionOf(answer.request), expected);
    assert.equal(answer.request.images.length, 1);
    if (this.chat.id === '') {
      this.chat.id = await this.stage.newId();
    }
    const before = this.before ?? '';
    return { ...answer, text: before + answer.text, half: before + answer.half };
  }

  /** Waits until the panel shows this text, alone, in a reply that is on its way or has ended. */
  async shows(text: string, isBusy: boolean): Promise<void> {
    const turn = `section.turn${isBusy ? '.running' : ':not(.running)'}`;
    const { frame } = await this.stage.panel(this.chat);
    const section = (await this.section()).and(frame.locator(turn));
    await section.and(showing(frame, text)).waitFor({ state: 'attached' });
  }

  /** What the panel shows of the reply once it has begun. */
  async begun(): Promise<string> {
    const article = (await this.section()).locator('.reply > article[aria-busy="true"]');
    await article.filter({ hasText: /\S\s\S/ }).waitFor();
    return (await article.innerText()).trim();
  }

  /** Waits until the reply has ended in this way with exactly this text, on show and kept. */
  async ended(state: ReplyState, text: string): Promise<void> {
    await this.shows(text, false);
    await this.isKept(state, (kept) => kept === text);
  }

  /**
   * Waits until the reply is kept in this state with a text that is as wanted, which comes out; more of
   * `whole` may be kept a moment later.
   */
  async isKept(
    state: ReplyState,
    isWanted: (text: string) => boolean,
    whole?: string,
  ): Promise<string> {
    let found: Reply | undefined;
    const text = await until('the reply to be kept', async () => {
      const turn = (await this.stage.kept.session(this.chat.id))?.turns[this.turn];
      found = turn && shownReply(turn);
      return found?.state === state && isWanted(found.text) && { text: found.text };
    }).catch((error: unknown) => {
      const { error: failure, ...rest } = found ?? {};
      const facts = JSON.stringify({ ...rest, failure: failure?.kind, wanted: state });
      throw new Error(`Turn ${this.turn} of ${this.chat.id} is kept otherwise: ${facts}`, {
        cause: error,
      });
    });
    this.shown.text = text.text;
    this.shown.isOpen = state !== 'done';
    if (whole !== undefined) {
      this.shown.whole = whole;
    }
    this.stage.tally.promise(this.chat.id, text.text);
    return text.text;
  }

  async stop(): Promise<void> {
    await (await this.stage.panel(this.chat)).stop.click();
  }

  /** Asks once more, of whom the connection in use leads to. */
  retry(): Promise<Asked> {
    return this.stage.retry(this.chat, this.turn);
  }

  /** Has the reply continued, by whom the connection in use leads to. */
  async continued(button = 'Continue'): Promise<Asked> {
    await this.stage.press(this.chat, this.turn, button);
    const { text } = this.shown;
    return new Asked(this.stage, this.chat, this.turn, this.stage.server, text);
  }

  /** Waits for a whole reply. */
  async whole(): Promise<void> {
    const { text } = await this.answer();
    await this.ended('done', text);
  }

  /** The part of the panel that is about it. */
  async section(): Promise<Locator> {
    const { frame } = await this.stage.panel(this.chat);
    return frame.locator('section.turn').nth(this.turn);
  }

  /** Who may get it. */
  get agreed(): Set<ServerName> {
    return this.shown.agreed;
  }

  private get shown(): Turn {
    const shown = this.chat.turns[this.turn];
    assert.ok(shown);
    return shown;
  }
}
