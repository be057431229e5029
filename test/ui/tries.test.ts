import assert from 'node:assert/strict';
import { until } from '../support/editor/until';
import { imagesOf } from './support/chat';
import { useStage } from './support/stage';

const image = 'screenshots/checkout-form.png';

describe('A request that may succeed later', function () {
  this.timeout(90_000);
  const stage = useStage({
    settings: () => ({ 'sightline.stallTimeout': 5 }),
  });

  it('counts down to the time that the server names, asks again and answers', async () => {
    const { emulator, workbench } = stage();
    emulator.behave({ fail: { status: 429, retryAfter: '8', times: 1 } });
    const conversation = await stage().choose(image, 'Describe Image');
    const line = conversation.frame.locator('.waiting-text');
    await line.getByText(/^Too many requests\. Trying again in 0:0\d\.$/).waitFor();
    const first = await line.innerText();
    await workbench.screenshot('waiting-countdown');
    const later = await until('the countdown to go on', async () => {
      const text = await line.innerText();
      return text !== first && text;
    });
    assert.ok(later < first, later);
    await conversation.finished('Seen by the emulator');
    assert.equal(stage().requests.length, 2);
    assert.equal(await conversation.alert.count(), 0);
  });

  const waits: [string, () => string][] = [
    ['seconds', () => '100'],
    ['a date', () => new Date(Date.now() + 100_000).toUTCString()],
  ];
  for (const [form, wait] of waits) {
    it(`can be stopped while it waits, for a time given as ${form}`, async () => {
      const retryAfter = wait();
      stage().emulator.behave({ fail: { status: 429, retryAfter } });
      const conversation = await stage().choose(image, 'Describe Image');
      const line = conversation.frame.locator('.waiting-text');
      await line.getByText(/Trying again in 1:[34]\d/).waitFor();
      await conversation.stop.click();
      await conversation.note.filter({ hasText: 'Stopped.' }).waitFor();
      stage().emulator.behave({});
      await conversation.button('Retry').click();
      await conversation.finished('Seen by the emulator');
      assert.equal(stage().requests.length, 2);
    });
  }

  it('is not waited for where the server wants hours: the card says how many', async () => {
    stage().emulator.behave({ fail: { status: 429, retryAfter: '28800' } });
    const conversation = await stage().choose(image, 'Describe Image');
    await conversation.alert.filter({ hasText: 'Try again in 8 hours.' }).waitFor();
    assert.equal(stage().requests.length, 1);
    stage().emulator.behave({});
    await conversation.button('Retry').click();
    await conversation.finished('Seen by the emulator');
  });

  it('ends with a card that copies each try for support', async () => {
    const { emulator } = stage();
    emulator.behave({ fail: { status: 503 } });
    const conversation = await stage().choose(image, 'Describe Image');
    await conversation.alert.filter({ hasText: 'The server failed' }).waitFor();
    const { host } = new URL(emulator.url);
    assert.equal(stage().requests.length, 3);
    await conversation.button('Copy Details').click();
    await until('the copy', async () =>
      (await stage().clipboard()).startsWith('The server failed'),
    );
    const copy = await stage().clipboard();
    const lines = copy.split('\n');
    assert.match(lines[0] ?? '', /^The server failed \(serverFailed, 503, gpt-4o, request id /);
    const tries = lines.filter((line) => line.startsWith('POST '));
    const [path, sent] = ['/openai/v1/chat/completions', '\\d+ ms, \\d+ bytes sent'];
    for (const line of tries) {
      assert.match(
        line,
        new RegExp(`^POST ${host}${path} → 503 in ${sent}, request id [\\w-]{36}$`),
      );
    }
    assert.equal(new Set(tries).size, 3);
    assert.match(lines.at(-1) ?? '', /^Sightline \d+\.\d+\.\d+, VS Code \d/);
    assert.ok(!copy.includes('key-of-the-emulated-resource'));
  });

  it('is given up when a reply that has begun is silent for as long as the setting says', async () => {
    stage().emulator.behave({ stream: 'stall' });
    const conversation = await stage().choose(image, 'Describe Image');
    const begun = (await conversation.begun()).trim();
    await conversation.alert.filter({ hasText: 'The server stopped answering' }).waitFor();
    assert.ok((await conversation.reply.innerText()).startsWith(begun));
    stage().emulator.behave({});
    await conversation.button('Retry').click();
    await conversation.finished('Seen by the emulator');
    assert.equal(stage().requests.length, 2);
  });
});

describe('The detail of a question', function () {
  this.timeout(90_000);
  const stage = useStage({ settings: () => ({ 'sightline.detail': 'low' }) });

  it('is that of the setting, and then what is chosen in the panel', async () => {
    const conversation = await stage().choose(image, 'Describe Image');
    await conversation.finished('Seen by the emulator');
    const detail = conversation.frame.getByRole('combobox', { name: 'Detail' });
    assert.equal(await detail.inputValue(), 'low');
    await detail.selectOption('Detail: high');
    await stage().workbench.screenshot('detail-high');
    await conversation.followUp.fill('And the small print?');
    await conversation.followUp.press('Enter');
    await conversation.finished('You asked: “And the small print?”');
    assert.deepEqual(
      stage().requests.map((request) => imagesOf(request).map(({ detail: sent }) => sent)),
      [['low'], ['high']],
    );
  });
});
