import assert from 'node:assert/strict';
import type { Editor } from '../../support/editor/launch';
import type { Conversation } from './conversation';

/** The texts and buttons of the card with that title, once it is shown, alone. */
export async function shownCard(
  { alert, frame }: Conversation,
  title: string,
): Promise<{ detail: string; buttons: string[] }> {
  const card = alert.filter({ has: frame.getByText(title, { exact: true }) });
  await card.waitFor();
  assert.equal(await alert.count(), 1);
  const [first, ...rest] = await card.locator('strong, p').allInnerTexts();
  assert.equal(first, title);
  return { detail: rest.join('\n'), buttons: await card.getByRole('button').allInnerTexts() };
}

/** Reaches a button of the card from the panel's beginning with the Tab key, and presses it. */
export async function pressByKeyboard(
  { page }: Editor,
  conversation: Conversation,
  name: string,
): Promise<void> {
  const button = conversation.alert.getByRole('button', { name, exact: true });
  await conversation.frame.getByRole('main').focus();
  for (let tabs = 0; !(await button.evaluate((it) => it === document.activeElement)); tabs++) {
    assert.ok(tabs < 20, `${name} is reached by Tab`);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
}

/** Waits for a whole reply about the picture in the card's place. */
export async function answered(conversation: Conversation): Promise<void> {
  // What came before the failure may hold the same words: it goes together with the card.
  await conversation.alert.waitFor({ state: 'detached' });
  const reply = await conversation.finished('Seen by the emulator');
  assert.match(reply, /1280 × 860/);
}
