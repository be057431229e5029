import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const script = resolve('test/support/emulator/serve.ts');

function serve(...args: string[]) {
  return spawn(process.execPath, ['--import=tsx', script, ...args]);
}

describe('Emulator on the command line', function () {
  this.timeout(20_000);

  it('prints its address and the requests that come', async () => {
    const child = serve('--kind', 'openai', '--key', 'abc', '--model', 'mine');
    try {
      const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
      const { value: url } = (await lines.next()) as IteratorResult<string, string>;
      const headers = { authorization: 'Bearer abc' };
      const models = await (await fetch(`${url}/v1/models`, { headers })).text();
      assert.match(models, /"id":"mine"/);
      assert.deepEqual(await lines.next(), { value: 'GET /v1/models', done: false });
    } finally {
      child.kill();
    }
  });

  it('says how it is used when an argument is wrong', async () => {
    for (const args of [['--kind', 'claude'], ['--port', '99999'], ['--colour']]) {
      const child = serve(...args);
      let text = '';
      child.stderr.on('data', (piece: Buffer) => (text += piece.toString()));
      const [code] = (await once(child, 'close')) as [number];
      assert.equal(code, 2);
      assert.match(text, /Usage: tsx/);
    }
  });
});
