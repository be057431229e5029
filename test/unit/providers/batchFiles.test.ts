import assert from 'node:assert/strict';
import { isVisionError, type VisionErrorKind } from '../../../src/core/errors';
import { readBatch } from '../../../src/providers/batch/batch';
import { customIdOf, requestIndex } from '../../../src/providers/batch/line';
import { readResult, type Outcome } from '../../../src/providers/batch/result';
import { fillFile, memorySpool, type NumberedLine } from '../../../src/providers/batch/split';
import { uploadForm } from '../../../src/providers/batch/uploadForm';
import { readMultipart } from '../../support/emulator/batch/multipart';
import { closeServers, failureOf, networkWith, pieces, azureConnection } from './support';
import { batchClient } from '../../../src/providers';

const never = new AbortController().signal;
const context = { host: 'a.example', secrets: ['f00dfeed'] };

async function* from(lines: Iterable<NumberedLine>): AsyncGenerator<NumberedLine> {
  for (const line of lines) {
    yield await Promise.resolve(line);
  }
}

describe('a file of requests', () => {
  const filled = async (texts: readonly (string | undefined)[], limits: object = {}) => {
    const spool = memorySpool();
    let isLeft = false;
    const lines = texts.map((text, index) => ({ index, ...(text !== undefined && { text }) }));
    const reader = async function* () {
      try {
        yield* from(lines);
      } finally {
        isLeft = true;
      }
    };
    const all = { bytes: 1000, requests: 1000, ...limits };
    const facts = await fillFile(reader(), texts.length, all, spool);
    const content = await (await spool.content()).text();
    assert.ok(isLeft);
    assert.equal(new TextEncoder().encode(content).length, facts.bytes);
    return { ...facts, content };
  };

  it('ends before a limit of bytes, as UTF-8 with the line ends', async () => {
    const texts = ['ab', 'cd', 'ef'];
    assert.equal((await filled(texts, { bytes: 9 })).end, 3);
    assert.deepEqual(await filled(texts, { bytes: 8 }), {
      bytes: 6,
      requests: 2,
      end: 2,
      skipped: [],
      tooLarge: [],
      content: 'ab\ncd\n',
    });
    assert.equal((await filled(['é', 'é'], { bytes: 5 })).end, 1);
    assert.equal((await filled(['é', 'é'], { bytes: 6 })).end, 2);
  });

  it('ends before a limit of requests', async () => {
    const texts = ['a', undefined, 'b', 'c', undefined, 'd'];
    const { end, requests, skipped, content } = await filled(texts, { requests: 2 });
    assert.deepEqual([end, requests, skipped, content], [3, 2, [1], 'a\nb\n']);
    assert.deepEqual((await filled(texts)).skipped, [1, 4]);
  });

  it('passes over a line that no file may hold', async () => {
    const { end, requests, skipped, tooLarge } = await filled(['a', 'x'.repeat(10), 'b'], {
      bytes: 10,
    });
    assert.deepEqual([end, requests, skipped, tooLarge], [3, 2, [1], [1]]);
  });

  it('is empty where there is nothing', async () => {
    assert.deepEqual(await filled([undefined]), {
      bytes: 0,
      requests: 0,
      end: 1,
      skipped: [0],
      tooLarge: [],
      content: '',
    });
  });

  it('goes as a form that reads as what it is', async () => {
    const content = new Blob(['{"a":1}\r\n--sightline-\r\n\n']);
    for (const expires of [true, false]) {
      const form = uploadForm('a.jsonl', content, expires);
      assert.equal(form.type, form.type.toLowerCase());
      const parts = readMultipart(form.type, Buffer.from(await form.arrayBuffer()));
      assert.deepEqual(
        parts.map(({ name }) => name),
        [
          'purpose',
          ...(expires ? ['expires_after[anchor]', 'expires_after[seconds]'] : []),
          'file',
        ],
      );
      const file = parts.at(-1);
      assert.equal(file?.filename, 'a.jsonl');
      assert.equal(file.bytes.toString(), await content.text());
    }
  });

  it('names its requests in a way that reads back', () => {
    for (const index of [0, 7, 99_999]) {
      assert.equal(requestIndex(customIdOf(index)), index);
    }
    for (const id of ['request-', 'request-01', 'request--1', 'request-1.5', 'other-1', '1', '']) {
      assert.equal(requestIndex(id), undefined);
    }
  });
});

describe('what a service says of a batch', () => {
  it('is read in every form', () => {
    const azure = {
      id: 'batch_1',
      status: 'Validating',
      created_at: '2024-07-19T17:13:57.2491382+00:00',
      output_file_id: '',
      error_file_id: '',
      request_counts: { total: null, completed: null, failed: null },
      errors: null,
    };
    assert.deepEqual(readBatch(azure, context), {
      id: 'batch_1',
      status: 'validating',
      counts: { completed: 0, failed: 0 },
      outputFileIds: [],
    });
    const statuses = [
      ['InProgress', 'in_progress'],
      ['in_progress', 'in_progress'],
      ['Completed', 'completed'],
      ['canceled', 'cancelled'],
      ['Cancelled', 'cancelled'],
      ['queued', 'in_progress'],
    ] as const;
    for (const [status, read] of statuses) {
      assert.equal(readBatch({ id: 'a', status }, context).status, read);
    }
    const done = readBatch(
      {
        id: 'a',
        status: 'completed',
        output_file_id: 'o',
        error_file_id: 'e',
        request_counts: { total: 5, completed: 4, failed: 1 },
      },
      context,
    );
    assert.deepEqual(done.outputFileIds, ['o', 'e']);
    assert.deepEqual(done.counts, { completed: 4, failed: 1 });
  });

  it('is no batch without an id and a status', () => {
    for (const value of [null, [], {}, { id: 'a' }, { status: 'completed' }, 'text']) {
      assert.throws(() => readBatch(value, context), { kind: 'replyGarbled' });
    }
  });

  const failures: [errors: unknown, kind: VisionErrorKind, code?: string][] = [
    [{ data: [{ code: 'model_not_found', message: 'None.' }] }, 'deploymentNotFound'],
    [{ data: [{ code: 'invalid_json_line', message: 'No.', line: 3 }] }, 'badRequest'],
    [[{ code: 'empty_file', message: 'Empty.' }], 'badRequest'],
    [
      { data: [{ code: 'token_limit_exceeded', message: 'Enqueued token limit reached.' }] },
      'rateLimited',
      'enqueuedTokens',
    ],
    [
      { data: [{ code: 'x', message: 'Enqueued request limit reached for a in b.' }] },
      'rateLimited',
      'enqueuedTokens',
    ],
    [{ data: [{ code: 'insufficient_quota', message: 'None left.' }] }, 'quotaExceeded'],
    [{ data: [] }, 'serverFailed'],
    [null, 'serverFailed'],
  ];
  for (const [errors, kind, code] of failures) {
    it(`is ${kind} for ${JSON.stringify(errors)}`, () => {
      const { failure } = readBatch({ id: 'a', status: 'failed', errors }, context);
      assert.equal(failure?.kind, kind);
      assert.equal(failure.details.code, code);
      assert.equal(failure.details.status, undefined);
    });
  }
});

describe('a line of results', () => {
  const read = (line: unknown): Outcome | undefined =>
    readResult(line, context, () => undefined)?.outcome;
  const choice = (content: string | null, reason: string | null, more = {}) => ({
    choices: [
      { index: 0, message: { role: 'assistant', content, ...more }, finish_reason: reason },
    ],
    model: 'gpt-4o-2024-11-20',
    usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
  });
  const success = (body: unknown) => ({
    custom_id: 'a',
    response: { status_code: 200, request_id: 'r', body },
    error: null,
  });

  it('holds a reply', () => {
    assert.deepEqual(read(success(choice('Hello', 'stop'))), {
      reply: {
        text: 'Hello',
        finish: { reason: 'stop' },
        model: 'gpt-4o-2024-11-20',
        usage: { inputTokens: 3, outputTokens: 2 },
      },
    });
    const cut = read(success(JSON.stringify(choice('He', 'length'))));
    assert.ok(cut && 'reply' in cut);
    assert.deepEqual(cut.reply.finish, { reason: 'length' });
    const refused = read(success(choice(null, 'stop', { refusal: 'I cannot.' })));
    assert.ok(refused && 'reply' in refused);
    assert.equal(refused.reply.text, 'I cannot.');
    const filtered = read(success(choice('', 'content_filter')));
    assert.ok(filtered && 'reply' in filtered);
    assert.equal(filtered.reply.finish.reason, 'contentFilter');
  });

  const filter = {
    error: {
      message: 'Filtered.',
      code: 'content_filter',
      innererror: { content_filter_result: { violence: { filtered: true, severity: 'high' } } },
    },
  };
  const failures: [name: string, line: unknown, kind: VisionErrorKind][] = [
    [
      'a filter of Azure',
      { custom_id: 'a', response: { status_code: 400, body: filter } },
      'contentFiltered',
    ],
    ['a filter without a status', success(filter), 'contentFiltered'],
    [
      'a status alone',
      { custom_id: 'a', response: { status_code: 500, body: null } },
      'serverFailed',
    ],
    [
      'a limit',
      { custom_id: 'a', response: { status_code: 429, body: { error: { message: 'Slow.' } } } },
      'rateLimited',
    ],
    [
      'an image that was refused',
      {
        custom_id: 'a',
        response: {
          status_code: 400,
          body: { error: { message: 'No.', code: 'image_parse_error' } },
        },
      },
      'badRequest',
    ],
    ['an expiry', { custom_id: 'a', response: null, error: { code: 'batch_expired' } }, 'timeout'],
    ['a cancellation', { custom_id: 'a', error: { code: 'batch_cancelled' } }, 'timeout'],
    [
      'an error of another kind',
      { custom_id: 'a', error: { code: 'x', message: 'y' } },
      'serverFailed',
    ],
    ['nothing', { custom_id: 'a' }, 'serverFailed'],
    ['an empty reply', success(choice('', 'stop')), 'replyEmpty'],
    ['a reply without an end', success(choice('Hello', null)), 'replyCut'],
    ['something else', success({ a: 1 }), 'replyGarbled'],
    ['a reply without end', success(choice('x'.repeat(1024 * 1024 + 1), 'stop')), 'replyGarbled'],
  ];
  for (const [name, line, kind] of failures) {
    it(`fails as ${kind} on ${name}`, () => {
      const outcome = read(line);
      assert.ok(outcome && 'error' in outcome && isVisionError(outcome.error));
      assert.equal(outcome.error.kind, kind, JSON.stringify(outcome.error.details));
      assert.equal(outcome.error.details.host, 'a.example');
    });
  }

  it('is none without a custom_id', () => {
    for (const line of [undefined, null, 7, 'text', [], {}, { custom_id: 7 }]) {
      assert.equal(
        readResult(line, context, () => undefined),
        undefined,
      );
    }
  });

  it('repeats no secret', () => {
    const body = { error: { message: 'f00dfeed is wrong', code: 'f00dfeed' } };
    const failed = read({ custom_id: 'a', response: { status_code: 400, body } });
    const named = read(success({ ...choice('a', 'f00dfeed'), model: 'f00dfeed' }));
    assert.ok(!JSON.stringify([failed, named]).includes('f00dfeed'));
  });
});

describe('a file of results', () => {
  afterEach(closeServers);

  const resultsIn = async (
    body: string | ReadableStream<Uint8Array<ArrayBuffer>> | null,
  ): Promise<string[]> => {
    const fetch = () => Promise.resolve(new Response(body));
    const client = batchClient(azureConnection(), networkWith({}, fetch));
    const found: string[] = [];
    for await (const { customId } of client.results('file-1', never)) {
      found.push(customId);
    }
    return found;
  };
  const lines = ['a', 'b', 'ü\u2028'].map((id) => JSON.stringify({ custom_id: id, error: null }));

  it('is read wherever it is cut', async () => {
    for (let seed = 1; seed < 20; seed++) {
      for (const end of ['\n', '\r\n']) {
        const text = lines.join(end);
        assert.deepEqual(await resultsIn(pieces(text, seed)), ['a', 'b', 'ü\u2028']);
        assert.deepEqual(await resultsIn(pieces(text + end + end, seed)), ['a', 'b', 'ü\u2028']);
      }
    }
  });

  it('may be empty', async () => {
    assert.deepEqual(await resultsIn(''), []);
    assert.deepEqual(await resultsIn(null), []);
  });

  it('may hold lines that are none, but not only those', async () => {
    assert.deepEqual(await resultsIn([lines[0], '{"a":', '7', lines[1], ''].join('\n')), [
      'a',
      'b',
    ]);
    await failureOf(resultsIn('<html>\n</html>\n'), 'replyGarbled');
    await failureOf(resultsIn('{"error":{"message":"No."}}'), 'replyGarbled');
  });

  it('ends as one that was cut where its last line is none', async () => {
    await failureOf(resultsIn([lines[0], '{"custom_id":"b'].join('\n')), 'replyCut');
  });

  it('has no line without end', async () => {
    let left = 40;
    const endless = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        controller.enqueue(new Uint8Array(1024 * 1024).fill(0x61));
        left -= 1;
        if (left === 0) {
          controller.close();
        }
      },
    });
    const { limit } = await failureOf(resultsIn(endless), 'replyGarbled');
    assert.equal(limit, 16 * 1024 * 1024);
    assert.ok(left > 20);
  });
});
