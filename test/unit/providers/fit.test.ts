import assert from 'node:assert/strict';
import type { Connection } from '../../../src/core/connections/connection';
import { chatAnswer, takesImages } from '../../../src/providers';
import { startEmulator, type EmulatorOptions } from '../../support/emulator';
import { collect, failure, networkWith, requestWith, textOf } from './support';

const never = new AbortController().signal;

interface Body {
  readonly messages: {
    readonly role: string;
    readonly content: string | { readonly text?: string; readonly image_url?: object }[];
  }[];
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
}

/** Asks an emulator as often as `asks` says, and gives each request's answer and form. */
async function formsSent(
  options: EmulatorOptions,
  more: Partial<Connection> = {},
  asks = 2,
): Promise<{ status: number | undefined; form: string }[]> {
  const names = { deployments: ['gpt-4o'], models: ['gpt-4o'] };
  const emulator = await startEmulator({ ...names, ...options });
  try {
    const connection: Connection = {
      name: 'test',
      provider: options.kind === 'azure' ? 'azure' : 'openai',
      endpoint: emulator.url,
      deployment: 'gpt-4o',
      auth: 'none',
      ...more,
    };
    const answer = chatAnswer(connection, networkWith());
    for (let ask = 0; ask < asks; ask++) {
      assert.match(textOf(await collect(answer(requestWith(1), never))), /64 × 64/);
    }
    return emulator.requests.map(({ status, json }) => ({ status, form: formOf(json as Body) }));
  } finally {
    await emulator.close();
  }
}

/** For example `system, detail, max_tokens`; the system text in the user's message is `folded`. */
function formOf(body: Body): string {
  const [first] = body.messages;
  const parts = body.messages.flatMap(({ content }) => (Array.isArray(content) ? content : []));
  const folded = parts.some(({ text }) => text === 'You look at images.\n\nWhat is this?');
  const detail = parts.some(({ image_url: image }) => image && 'detail' in image);
  const limit = Object.keys(body).find((name) => name.startsWith('max_'));
  return [folded ? 'folded' : first?.role, detail ? 'detail' : 'no detail', limit].join(', ');
}

describe('the form of a request', () => {
  const learned: [string, EmulatorOptions, Partial<Connection>, string[]][] = [
    [
      'the text of a model that takes no system role is folded into the question',
      { kind: 'azure', quirks: ['noSystemRole'] },
      {},
      ['system, detail, max_completion_tokens', 'folded, detail, max_completion_tokens'],
    ],
    [
      'one by one where a reasoning model takes neither role',
      { kind: 'azure', reasoning: ['o1-small'], quirks: ['noSystemRole'] },
      { deployment: 'o1-small' },
      [
        'developer, detail, max_completion_tokens',
        'system, detail, max_completion_tokens',
        'folded, detail, max_completion_tokens',
      ],
    ],
    [
      'the role system serves where developer is not known',
      { kind: 'azure', reasoning: ['o3'], quirks: ['noDeveloperRole'] },
      { deployment: 'o3' },
      ['developer, detail, max_completion_tokens', 'system, detail, max_completion_tokens'],
    ],
    [
      'a chat template without a system message is served by the question alone',
      { kind: 'openai', quirks: ['noSystemTemplate'] },
      {},
      ['system, detail, max_tokens', 'folded, detail, max_tokens'],
    ],
    [
      'detail is left out where a server does not know it',
      { kind: 'openai', quirks: ['noDetail'] },
      {},
      ['system, detail, max_tokens', 'system, no detail, max_tokens'],
    ],
    [
      'detail is left out where a server does not take its value',
      { kind: 'openai', quirks: ['noAutoDetail'] },
      {},
      ['system, detail, max_tokens', 'system, no detail, max_tokens'],
    ],
    [
      'several things are learned in one go',
      { kind: 'openai', reasoning: ['mind'], quirks: ['noSystemRole', 'noDetail'] },
      { deployment: 'mind' },
      [
        'system, detail, max_tokens',
        'folded, detail, max_tokens',
        'folded, no detail, max_tokens',
        'folded, no detail, max_completion_tokens',
      ],
    ],
  ];
  for (const [what, options, connection, forms] of learned) {
    it(`is learned and remembered: ${what}`, async () => {
      const sent = await formsSent(options, connection);
      assert.deepEqual(
        sent.map(({ form }) => form),
        [...forms, forms.at(-1)],
      );
      const refusals = sent.filter(({ status }) => status === 400 || status === 422);
      assert.equal(refusals.length, forms.length - 1);
    });
  }

  it('follows the name of the deployment, without a refusal', async () => {
    for (const deployment of ['o3', 'o4-mini', 'gpt-5', 'gpt-5.2-mini', 'openai/o3-2025-04-16']) {
      const sent = await formsSent({ kind: 'openai', reasoning: [deployment] }, { deployment }, 1);
      assert.deepEqual(
        sent,
        [{ status: 200, form: 'system, detail, max_completion_tokens' }],
        deployment,
      );
    }
    const plain = await formsSent({ kind: 'openai', models: ['o3x'] }, { deployment: 'o3x' }, 1);
    assert.deepEqual(plain, [{ status: 200, form: 'system, detail, max_tokens' }]);
  });

  it('follows the model that a reply names, where the deployment has another name', async () => {
    const sent = await formsSent(
      { kind: 'azure', reasoning: ['prod-vision'] },
      { deployment: 'prod-vision' },
    );
    assert.deepEqual(
      sent.map(({ form }) => form),
      ['system, detail, max_completion_tokens', 'developer, detail, max_completion_tokens'],
    );
  });

  it('follows the model of the setting before anything else', async () => {
    const told = await formsSent(
      { kind: 'openai', reasoning: ['prod-vision'] },
      { deployment: 'prod-vision', model: 'o3' },
    );
    assert.deepEqual(
      told.map(({ status, form }) => [status, form]),
      Array(2).fill([200, 'system, detail, max_completion_tokens']),
    );
    const overruled = await formsSent(
      { kind: 'azure', reasoning: ['prod-vision'] },
      { deployment: 'prod-vision', model: 'gpt-4o' },
    );
    assert.deepEqual(
      overruled.map(({ form }) => form),
      Array(2).fill('system, detail, max_completion_tokens'),
    );
  });
});

describe('a model that cannot see images', () => {
  const blind: [EmulatorOptions, string][] = [
    [{ kind: 'azure', textOnly: ['words'] }, 'words'],
    [{ kind: 'openai', textOnly: ['words'] }, 'words'],
    [{ kind: 'ollama', textOnly: ['words'] }, 'words'],
    [{ kind: 'lmstudio', textOnly: ['words'] }, 'words'],
  ];
  for (const [options, deployment] of blind) {
    it(`is told by the refusal of ${options.kind}, and remembered`, async () => {
      const emulator = await startEmulator(options);
      try {
        const connection: Connection = {
          name: 'test',
          provider: options.kind === 'azure' ? 'azure' : 'openai',
          endpoint: emulator.url,
          deployment,
          auth: 'none',
        };
        const network = networkWith();
        assert.equal(takesImages(connection, network), undefined);
        const answer = chatAnswer(connection, network);
        const { details } = await failure(answer(requestWith(1), never), 'modelBlind');
        assert.equal(details.deployment, deployment);
        assert.ok(details.serverMessage);
        assert.equal(emulator.requests.length, 1);
        assert.equal(takesImages(connection, network), false);
        assert.equal(takesImages({ ...connection, deployment: 'other' }, network), undefined);
      } finally {
        await emulator.close();
      }
    });
  }

  it('is known by name, or by that of the setting', () => {
    const connection = (deployment: string, model?: string): Connection => ({
      name: 'test',
      provider: 'azure',
      endpoint: 'https://contoso.openai.azure.com',
      deployment,
      ...(model !== undefined && { model }),
    });
    const known = (one: Connection) => takesImages(one, networkWith());
    for (const name of ['gpt-35-turbo', 'gpt-3.5-turbo-0125', 'o1-mini', 'o3-mini', 'dall-e-3']) {
      assert.equal(known(connection(name)), false, name);
    }
    for (const name of ['gpt-4o', 'gpt-4', 'gpt-4-turbo', 'o1', 'o3', 'o4-mini', 'gpt-5', 'mine']) {
      assert.equal(known(connection(name)), undefined, name);
    }
    assert.equal(known(connection('prod', 'o3-mini')), false);
    assert.equal(known(connection('gpt-35-turbo', 'gpt-4o')), undefined);
    assert.equal(known({ ...connection('gpt-35-turbo'), endpoint: 'no address' }), undefined);
  });

  it('is not said of one that has answered', async () => {
    const emulator = await startEmulator({ kind: 'openai', models: ['o3-mini'] });
    try {
      const connection: Connection = {
        name: 'test',
        provider: 'openai',
        endpoint: emulator.url,
        deployment: 'o3-mini',
        auth: 'none',
      };
      const network = networkWith();
      await collect(chatAnswer(connection, network)(requestWith(1), never));
      assert.equal(takesImages(connection, network), true);
    } finally {
      await emulator.close();
    }
  });
});
