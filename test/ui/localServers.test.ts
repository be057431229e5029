import assert from 'node:assert/strict';
import path from 'node:path';
import { startEmulator, type Kind } from '../support/emulator';
import { workspacesFolder } from '../support/pictures';
import { AddConnection } from './support/connections';
import { describeImage, useEditor } from './support/connectionsStage';

describe('a server on this computer', function () {
  this.timeout(90_000);
  const editor = useEditor(() => ({ workspace: path.join(workspacesFolder, 'demo') }));

  const servers: readonly [Kind, string, number, string[]][] = [
    ['ollama', 'Ollama', 11434, ['llava:latest', 'llama3.2:latest']],
  ];
  for (const [kind, name, port, models] of servers) {
    it(`is offered by name and needs no endpoint: ${name}`, async function () {
      const server = await startEmulator({ kind, port }).catch((error: unknown) => {
        assert.equal((error as NodeJS.ErrnoException).code, 'EADDRINUSE');
        assert.equal(process.env.CI, undefined, `port ${port} is taken`);
        console.warn(`Skipped: something else listens on port ${port}, where ${name} would.`);
        return this.skip();
      });
      try {
        const flow = await AddConnection.with(editor(), name);
        assert.deepEqual(await flow.models(), models);
        const { quickInput } = editor().workbench;
        const [model = '', blind = ''] = models;
        await quickInput.row(model).getByText('takes images', { exact: true }).waitFor();
        await quickInput.row(blind).getByText('takes no images', { exact: true }).waitFor();
        await editor().workbench.screenshot(`connections-${kind}`);
        await flow.model(model);
        const { auth, endpoint } = await flow.works(model);
        assert.deepEqual([auth, endpoint], ['none', `http://127.0.0.1:${port}/v1`]);
        const conversation = await describeImage(editor(), 'screenshots/checkout-form.png');
        await conversation.finished('1280 × 860');
        await conversation.text(`${model} at 127.0.0.1:${port}`).waitFor();
        const headers = server.requests.map(({ headers }) => headers);
        assert.ok(headers.every((sent) => !sent.authorization && !sent['api-key']));
      } finally {
        await server.close();
      }
    });
  }
});
