import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { withImageAnalysis } from './analysis';
import { azureService } from './azure';
import { withBatches } from './batch';
import { readBody } from './body';
import { compatibleService } from './compatible';
import { BehaviourState } from './behaviour';
import { answerRequest } from './answer';
import { now } from './clock';
import { parseJson } from './json';
import { withGateway } from './gateway';
import { lmStudioService } from './lmstudio';
import { ollamaService } from './ollama';
import { openAiService } from './openai';
import { withQuirks } from './quirks';
import { withRateLimit } from './rateLimit';
import { Recorder } from './recorder';
import type { Emulator, EmulatorOptions, RecordedRequest } from './types';
import { randomFrom } from './wire';

export { entraToken } from './entra';
export type * from './types';

const services = {
  azure: (options: EmulatorOptions) => withImageAnalysis(azureService(options), options),
  openai: openAiService,
  ollama: ollamaService,
  lmstudio: lmStudioService,
  llamacpp: compatibleService,
  vllm: compatibleService,
  openrouter: compatibleService,
  litellm: compatibleService,
};

const defaultMaxBodyBytes = 50 * 1024 * 1024;

/** What both services take as one file. */
const maxFormBytes = 512 * 1024 * 1024;

/** Starts an emulator on loopback; rejects if the port is taken. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const recorder = new Recorder();
  const state = new BehaviourState(options.behaviour ?? {});
  const random = randomFrom(options.seed ?? 1);
  const quirky = withQuirks(services[options.kind](options), options.quirks ?? []);
  const batches = withBatches(quirky, options, state, random);
  const limited = withRateLimit(batches.service, options);
  const service = withGateway(limited, options.subscriptionKey);
  const maxBodyBytes = options.maxBodyBytes ?? defaultMaxBodyBytes;
  let closing = false;

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const record = startRecord(request);
    const abort = new AbortController();
    let cut = false;
    response.on('close', () => {
      if (!response.writableFinished && !closing && !cut) {
        record.closedAt = now();
      }
      abort.abort();
      recorder.ended(record);
    });
    // A form is an upload, which is as large as a file, and no text that a test looks at.
    const isForm = request.headers['content-type']?.startsWith('multipart/') === true;
    const limit = isForm ? maxFormBytes : maxBodyBytes;
    const body = await readBody(request, limit);
    record.body = isForm ? '' : body.bytes.toString();
    const json = parseJson(record.body);
    if (json !== undefined) {
      record.json = json;
    }
    await answerRequest({
      service,
      state,
      random,
      response,
      record,
      signal: abort.signal,
      bytes: body.bytes,
      bodyLimit: body.tooLarge ? limit : undefined,
      known: () => recorder.add(record),
      cut: () => {
        cut = true;
        response.destroy();
      },
    });
  };

  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      // An abort ends a reply in mid-wait; anything else is a fault of the emulator.
      if (!response.destroyed) {
        console.error('emulator', error);
        response.destroy();
      }
    });
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    requests: recorder.requests,
    batches: batches.control,
    behave: (behaviour) => state.replace(behaviour),
    nextRequest: (match) => recorder.next(match),
    closed: (request) => recorder.closed(request),
    forget: () => recorder.forget('The test that waited for a request has ended.'),
    async close() {
      closing = true;
      recorder.endWaits('The emulator was closed.');
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function startRecord(request: IncomingMessage): RecordedRequest {
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: request.headers,
    body: '',
    images: [],
    receivedAt: now(),
  };
}
