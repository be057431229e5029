import assert from 'node:assert/strict';
import { presets } from '../../src/core/conversation/prompts';
import { askImageUrl } from '../../src/features/askAboutImage/askImageUrl';
import { choosePrompt } from '../../src/features/askAboutImage/choosePrompt';
import { useServices } from './services';
import { configure } from './sightline';

const placeholder = 'Type a question, or choose a prompt';

describe('choosing what to ask', () => {
  const services = useServices();
  const input = () => services().quickInput;
  const labels = presets.map(({ label }) => label);
  const [preset] = presets;

  const asked = async (act: () => Promise<void>): Promise<string | undefined> => {
    const prompt = choosePrompt(services());
    await act();
    return prompt;
  };

  it('offers the presets of the settings, and none a second time', async () => {
    assert.ok(preset);
    assert.equal(await asked(() => input().pick(preset.label)), preset.prompt);
    const prompt = choosePrompt(services());
    assert.deepEqual(await input().labels(placeholder), labels);
    await input().escape(placeholder);
    assert.equal(await prompt, undefined);
    await configure({ prompts: [{ label: 'Count', prompt: 'How many?' }] });
    assert.equal(await asked(() => input().pick('Count')), 'How many?');
  });

  it('asks what was typed, and offers it again the next time, the latest first', async () => {
    const questions = ['Which of the fields are red?', 'What is  wrong?'];
    for (const question of questions) {
      assert.equal(await asked(() => input().submit(placeholder, question)), question);
    }
    const again = choosePrompt(services());
    const recent = ['What is wrong?', 'Which of the fields are red?'];
    assert.deepEqual(await input().labels(placeholder), [...recent, ...labels]);
    await input().pick('What is wrong?');
    assert.equal(await again, 'What is  wrong?');
  });

  it('asks what was typed even where a preset has the same words in its name', async () => {
    assert.equal(await asked(() => input().submit(placeholder, 'error')), 'error');
  });

  for (const text of ['Expl', 'explain the', 'Explain the error']) {
    it(`takes the preset whose name begins with what was typed: ${text}`, async () => {
      assert.equal(await asked(() => input().submit(placeholder, text)), presets[0]?.prompt);
    });
  }

  it('asks a text that begins like a preset all the same, where the user chooses it', async () => {
    const prompt = asked(async () => {
      await input().type(placeholder, 'Expl');
      await input().pick('$(comment) Expl');
    });
    assert.equal(await prompt, 'Expl');
    assert.equal(
      await asked(() => input().submit(placeholder, 'Explain the error, please')),
      'Explain the error, please',
    );
  });

  it('remembers nothing on Escape, and ten at most', async () => {
    await asked(async () => {
      await input().type(placeholder, 'Never to be sent');
      await input().escape(placeholder);
    });
    for (let count = 1; count <= 12; count++) {
      await asked(() => input().submit(placeholder, `Question ${count}?`));
    }
    const prompt = choosePrompt(services());
    const recent = (await input().labels(placeholder)).slice(0, -labels.length);
    assert.deepEqual(
      [recent.length, recent[0], recent.at(-1)],
      [10, 'Question 12?', 'Question 3?'],
    );
    await input().escape(placeholder);
    await prompt;
  });

  it('is asked though it cannot be remembered', async () => {
    const { memory } = services();
    memory.update = () => Promise.reject(new Error('The disk is full.'));
    assert.equal(await asked(() => input().submit(placeholder, 'And now?')), 'And now?');
  });
});

describe('choosing the URL of an image', () => {
  const services = useServices();
  const input = () => services().quickInput;
  const prompt = 'The public URL of an image';

  it('gives it as it was typed', async () => {
    const url = askImageUrl(input());
    await input().submit(prompt, ' https://pictures.example/a.png?sig=a%2Bb#top ');
    assert.equal((await url)?.href, 'https://pictures.example/a.png?sig=a%2Bb');
  });

  for (const [text, words] of [
    ['pictures.example/a.png', 'Enter a whole URL, beginning with https://.'],
    ['file:///etc/passwd', 'Enter a URL that begins with https:// or http://.'],
    ['https://me:secret@pictures.example/a.png', 'without the user name and password'],
    ['http://192.168.1.20/a.png', '192.168.1.20 is an address of a private network.'],
  ] as const) {
    it(`says while typing why ${text} cannot be asked about`, async () => {
      const url = askImageUrl(input());
      await input().type(prompt, text);
      await input().box(words);
      await input().submit(words, text);
      await input().escape(words);
      assert.equal(await url, undefined);
    });
  }

  it('wants one', async () => {
    const url = askImageUrl(input());
    await input().submit(prompt, '');
    await input().escape('Enter a whole URL');
    assert.equal(await url, undefined);
  });
});
