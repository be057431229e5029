import assert from 'node:assert/strict';
import { type BatchOptions, type Emulator, startEmulator } from '../../support/emulator';
import { dataUrl, errorOf, key, picture, post, userMessage, v1 } from './emulatorRequests';

type Init = Omit<RequestInit, 'headers'> & { readonly headers?: Record<string, string> };

interface BatchBody {
  readonly id: string;
  readonly status: string;
  readonly output_file_id: string | null;
  readonly error_file_id: string | null;
  readonly errors: { readonly data: readonly { readonly code: string; readonly line: number }[] };
  readonly request_counts: { readonly completed: number | null; readonly failed: number | null };
}

interface ResultLine {
  readonly id?: string;
  readonly custom_id: string;
  readonly response: {
    readonly status_code: number;
    readonly body: {
      readonly choices?: readonly { readonly message: { readonly content: string } }[];
      readonly error?: { readonly message: string };
    };
  } | null;
  readonly error: { readonly code: string } | null;
}

const kinds = {
  azure: { base: '/openai/v1', headers: { 'api-key': key }, model: 'gpt-4o' },
  openai: { base: '/v1', headers: { authorization: `Bearer ${key}` }, model: 'gpt-4o' },
} as const;

type Kind = keyof typeof kinds;

const line = (id: string, more: object = {}, body: object = {}) => ({
  custom_id: id,
  method: 'POST',
  url: '/v1/chat/completions',
  body: { model: 'gpt-4o', messages: [{ role: 'user', content: `Ask ${id}` }], ...body },
  ...more,
});

const jsonl = (lines: readonly unknown[]) => lines.map((one) => JSON.stringify(one)).join('\n');

describe('Batches of the emulator', () => {
  let emulator: Emulator;
  let picked: (typeof kinds)[Kind];

  const start = async (kind: Kind, batch: BatchOptions = {}) => {
    picked = kinds[kind];
    emulator = await startEmulator({
      kind,
      key,
      batch,
      deployments: ['gpt-4o', 'other'],
      models: ['gpt-4o', 'other'],
    });
  };
  afterEach(() => emulator.close());

  const call = (path: string, init: Init = {}) =>
    fetch(`${emulator.url}${picked.base}/${path}`, {
      ...init,
      headers: { ...picked.headers, ...init.headers },
    });
  const uploadAs = (content: string | Blob, fields: Record<string, string>, name = 'a.jsonl') => {
    const form = new FormData();
    Object.entries(fields).forEach(([field, value]) => form.append(field, value));
    form.append('file', new Blob([content]), name);
    return call('files', { method: 'POST', body: form });
  };
  const upload = async (lines: readonly unknown[]): Promise<string> => {
    const response = await uploadAs(jsonl(lines), { purpose: 'batch' });
    assert.equal(response.status, 200, await response.clone().text());
    return ((await response.json()) as { id: string }).id;
  };
  const createFor = (fileId: string, more: object = {}) =>
    call('batches', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        input_file_id: fileId,
        endpoint: '/v1/chat/completions',
        completion_window: '24h',
        ...more,
      }),
    });
  const create = async (lines: readonly unknown[]): Promise<BatchBody> => {
    const response = await createFor(await upload(lines));
    assert.equal(response.status, 200, await response.clone().text());
    return (await response.json()) as BatchBody;
  };
  const get = async (id: string) => (await (await call(`batches/${id}`)).json()) as BatchBody;
  const results = async (fileId: string | null): Promise<ResultLine[]> => {
    const text = fileId === null ? '' : await (await call(`files/${fileId}/content`)).text();
    return text
      .split('\n')
      .filter((one) => one !== '')
      .map((one) => JSON.parse(one) as ResultLine);
  };

  for (const kind of ['azure', 'openai'] as const) {
    it(`go from validating to their results (${kind})`, async () => {
      await start(kind);
      const red = dataUrl('png', await picture('png', 40, 30, '#ff0000'));
      const ids = Array.from({ length: 12 }, (_, index) => `id-${index}`);
      const lines = ids.map((id) =>
        line(id, {}, { messages: [userMessage(`Ask ${id}`, red)], max_completion_tokens: 90 }),
      );
      const { id, status } = await create(lines);
      assert.equal(status, 'validating');
      const seen: string[] = [];
      for (let step = 0; step < 4; step++) {
        seen.push((await get(id)).status);
        emulator.batches.advance(id);
      }
      assert.deepEqual(seen, ['validating', 'in_progress', 'finalizing', 'completed']);
      const batch = await get(id);
      assert.deepEqual(batch.request_counts, { total: 12, completed: 12, failed: 0 });
      const output = await results(batch.output_file_id);
      assert.deepEqual(output.map(({ custom_id: custom }) => custom).sort(), ids.toSorted());
      assert.notDeepEqual(
        output.map(({ custom_id: custom }) => custom),
        ids,
      );
      for (const { custom_id: custom, response } of output) {
        const content = response?.body.choices?.[0]?.message.content ?? '';
        assert.match(content, new RegExp(`“Ask ${custom}”`));
        assert.match(content, /PNG, 40 × 30 pixels, average colour #ff0000/);
      }
      assert.equal('id' in (output[0] ?? {}), kind === 'openai');
      assert.equal(batch.error_file_id === null, kind === 'openai');
      assert.deepEqual(await results(batch.error_file_id), []);
    });

    it(`tell of requests that fail, one by one (${kind})`, async () => {
      await start(kind);
      const lines = [
        line('good'),
        line('bad', {}, { messages: [userMessage('Ask', 'data:image/png;base64,AAAA')] }),
        line('worse', {}, { temperature: 3 }),
      ];
      const { id } = await create(lines);
      emulator.batches.advance();
      emulator.batches.advance();
      emulator.batches.advance();
      const batch = await get(id);
      assert.deepEqual(batch.request_counts, { total: 3, completed: 1, failed: 2 });
      const failures = await results(batch.error_file_id);
      assert.deepEqual(
        failures.map(({ custom_id: custom, response }) => [custom, response?.status_code]).sort(),
        [
          ['bad', 400],
          ['worse', 400],
        ],
      );
      assert.match(JSON.stringify(failures), /unsupported image/);
    });

    it(`check each line of a file (${kind})`, async () => {
      await start(kind);
      const wrong: [lines: readonly unknown[], code: string, line: number | null][] = [
        [[line('a'), line('a')], 'duplicate_custom_id', 2],
        [[line('a'), line('b', { method: 'GET' })], 'invalid_method', 2],
        [[line('a', { url: '/chat/completions' })], 'url_mismatch', 1],
        [[line('a'), line('b', {}, { model: 'other' })], 'model_mismatch', 2],
        [[line('a', {}, { model: 'none' })], 'model_not_found', 1],
        [[line('a', {}, { model: undefined })], 'model_not_found', 1],
        [[line('a', {}, { stream: true })], 'invalid_request', 1],
        [[line('a', { extra: 1 })], 'invalid_request', 1],
        [[line('')], 'missing_required_parameter', 1],
        [[line('a'), 'a text'], 'invalid_json_line', 2],
      ];
      for (const [lines, code, at] of wrong) {
        const { id } = await create(lines);
        emulator.batches.advance(id);
        const { status, errors } = await get(id);
        assert.equal(status, 'failed', code);
        assert.deepEqual([errors.data[0]?.code, errors.data[0]?.line], [code, at]);
      }
    });

    it(`refuse a byte order mark and text that is no UTF-8 (${kind})`, async () => {
      await start(kind);
      const bytes = [new Blob(['\ufeff', jsonl([line('a')])]), new Blob([Uint8Array.of(0xff)])];
      for (const content of bytes) {
        const file = (await (await uploadAs(content, { purpose: 'batch' })).json()) as BatchBody;
        const { id } = (await (await createFor(file.id)).json()) as BatchBody;
        emulator.batches.advance(id);
        assert.equal((await get(id)).status, 'failed');
      }
    });

    it(`check what is uploaded and wanted (${kind})`, async () => {
      await start(kind, { maxRequests: 2 });
      const good = jsonl([line('a')]);
      const refused: [name: string, response: Promise<Response>, status: number][] = [
        ['purpose', uploadAs(good, { purpose: 'fine-tune' }), 400],
        ['no purpose', uploadAs(good, {}), 400],
        ['name', uploadAs(good, { purpose: 'batch' }, 'a.json'), 400],
        ['empty', uploadAs('', { purpose: 'batch' }), 400],
        ['field', uploadAs(good, { purpose: 'batch', colour: 'red' }), 400],
        [
          'expiry',
          uploadAs(good, {
            purpose: 'batch',
            'expires_after[anchor]': 'created_at',
            'expires_after[seconds]': '10',
          }),
          400,
        ],
        ['form', call('files', { method: 'POST', body: good }), 400],
        ['file', createFor('file-none'), 404],
        ['endpoint', createFor(await upload([line('a')]), { endpoint: '/chat/completions' }), 400],
        ['window', createFor(await upload([line('a')]), { completion_window: '1h' }), 400],
        ['parameter', createFor(await upload([line('a')]), { colour: 'red' }), 400],
        ['batch', call('batches/batch_none'), 404],
        ['content', call('files/file-none/content'), 404],
        ['deletion', call('files/file-none', { method: 'DELETE' }), 404],
        ['key', call('files', { headers: { 'api-key': 'x', authorization: 'Bearer x' } }), 401],
      ];
      for (const [name, response, status] of refused) {
        assert.equal((await response).status, status, name);
      }
      const { id } = await create([line('a'), line('b'), line('c')]);
      emulator.batches.advance(id);
      assert.equal((await get(id)).errors.data[0]?.code, 'too_many_tasks');
    });

    it(`end early with what was answered (${kind})`, async () => {
      await start(kind);
      const lines = ['a', 'b', 'c'].map((id) => line(id));
      const first = await create(lines);
      const second = await create(lines);
      emulator.batches.advance();
      emulator.batches.work(first.id, 2);
      emulator.batches.work(second.id, 1);
      const cancelled = await call(`batches/${first.id}/cancel`, { method: 'POST' });
      assert.equal(((await cancelled.json()) as BatchBody).status, 'cancelling');
      emulator.batches.advance(first.id);
      emulator.batches.expire(second.id);
      const one = await get(first.id);
      assert.equal(one.status, 'cancelled');
      assert.equal((await results(one.output_file_id)).length, 2);
      const other = await get(second.id);
      assert.equal(other.status, 'expired');
      assert.equal((await results(other.output_file_id)).length, 1);
      const codes = (await results(other.error_file_id)).map(({ error }) => error?.code);
      assert.deepEqual(codes, ['batch_expired', 'batch_expired']);
      const again = await call(`batches/${first.id}/cancel`, { method: 'POST' });
      assert.equal(again.status, 409);
      assert.match((await errorOf(again)).message, /^Cannot cancel a batch with status/);
    });

    it(`fail while the quota of tokens is full (${kind})`, async () => {
      await start(kind, { enqueuedTokens: 15 });
      const first = await create([line('a')]);
      emulator.batches.advance();
      const second = await create([line('b')]);
      emulator.batches.advance(second.id);
      const { status, errors } = await get(second.id);
      assert.equal(status, 'failed');
      assert.equal(errors.data[0]?.code, 'token_limit_exceeded');
      emulator.batches.advance(first.id);
      emulator.batches.advance(first.id);
      const third = await create([line('b')]);
      emulator.batches.advance(third.id);
      assert.equal((await get(third.id)).status, 'in_progress');
    });

    it(`are listed page after page, as files are (${kind})`, async () => {
      await start(kind);
      const made = [];
      for (const id of ['a', 'b', 'c']) {
        made.push((await create([line(id)])).id);
      }
      const listed = async (path: string) =>
        (await (await call(path)).json()) as {
          data: { id: string }[];
          has_more: boolean;
        };
      const first = await listed('batches?limit=2');
      assert.equal(first.has_more, true);
      const rest = await listed(`batches?limit=2&after=${first.data[1]?.id}`);
      assert.equal(rest.has_more, false);
      assert.deepEqual(
        [...first.data, ...rest.data].map(({ id }) => id),
        made.toReversed(),
      );
      assert.equal((await listed('files?purpose=batch')).data.length, 3);
      assert.equal((await listed('files?purpose=batch_output')).data.length, 0);
    });
  }

  it('are refused at once by a full quota of Azure that fails fast, and while a file is new', async () => {
    await start('azure', { enqueuedTokens: 5, failFast: true, pending: 1 });
    const file = await upload([line('a')]);
    const pending = await createFor(file);
    assert.equal(pending.status, 400);
    assert.match((await errorOf(pending)).message, /is in 'pending' state\./);
    const full = await createFor(file);
    assert.equal(full.status, 400);
    const { code, message } = await errorOf(full);
    assert.equal(code, 'token_limit_exceeded');
    assert.match(message, /configured limit of 5 for the deployment 'gpt-4o'/);
  });

  it('want a deployment of their own kind, which answers nothing else', async () => {
    await start('azure', { deployments: ['other'] });
    const { id } = await create([line('a')]);
    emulator.batches.advance(id);
    assert.equal((await get(id)).errors.data[0]?.code, 'invalid_request');
    const body = { model: 'other', messages: [{ role: 'user', content: 'Hi' }] };
    const live = await post(emulator, v1, body);
    assert.equal((await errorOf(live)).code, 'OperationNotSupported');
  });

  it('have limits of size and number', async () => {
    await start('azure', { maxBytes: 100, maxFiles: 1 });
    const large = await uploadAs('x'.repeat(101), { purpose: 'batch' });
    assert.equal(large.status, 413);
    assert.equal((await uploadAs('x', { purpose: 'batch' })).status, 200);
    assert.equal((await uploadAs('x', { purpose: 'batch' })).status, 400);
    const dated = {
      purpose: 'batch',
      'expires_after[anchor]': 'created_at',
      'expires_after[seconds]': String(14 * 24 * 3600),
    };
    assert.equal((await uploadAs('x', dated)).status, 200);
  });

  it('have addresses of their own at the classic endpoint of Azure', async () => {
    await start('azure');
    const classic = (path: string, init: Init = {}, version = '2024-10-21') =>
      fetch(`${emulator.url}/openai/${path}?api-version=${version}`, {
        ...init,
        headers: { 'api-key': key, ...init.headers },
      });
    const form = new FormData();
    form.append('purpose', 'batch');
    form.append('file', new Blob([jsonl([line('a', { url: '/chat/completions' })])]), 'a.jsonl');
    const file = (await (
      await classic('files', { method: 'POST', body: form })
    ).json()) as BatchBody;
    const body = JSON.stringify({
      input_file_id: file.id,
      endpoint: '/chat/completions',
      completion_window: '24h',
    });
    const headers = { 'content-type': 'application/json' };
    const made = await classic('batches', { method: 'POST', body, headers });
    assert.equal(made.status, 200);
    assert.equal((await classic('batches', {}, '2024-02-01')).status, 404);
    assert.equal((await classic(`files/${file.id}`, { method: 'DELETE' })).status, 204);
  });

  it('are not there at other servers', async () => {
    emulator = await startEmulator({ kind: 'vllm' });
    assert.equal((await fetch(`${emulator.url}/v1/files`)).status, 404);
  });
});
