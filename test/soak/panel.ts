import type { FrameLocator, Locator } from 'playwright-core';

/** The turns whose reply on show is this text of words, or begins with it. */
export function showing(frame: FrameLocator, text: string, isBeginning = false): Locator {
  const turns = frame.locator('section.turn');
  const pattern = new RegExp(`^\\s*${text}${isBeginning ? '' : '\\s*$'}`);
  const article = frame.locator('.reply > article').filter({ hasText: pattern });
  return text === '' ? turns.and(frame.locator('.empty')) : turns.filter({ has: article });
}
