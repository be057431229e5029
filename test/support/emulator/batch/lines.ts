import { createHash } from 'node:crypto';
import { TextDecoder } from 'node:util';
import { decodeImages } from '../images';
import { isObject, parseJson, type JsonObject } from '../json';
import { composeReply } from '../reply';
import { type ChatRequest, type ChatTarget, Refusal, type Service } from '../service';
import type { DecodedImage } from '../types';
import type { LineError } from './words';

/** A line that was checked. What its request weighs is gone; what a reply needs of it is kept. */
export interface Task {
  readonly customId: string;
  readonly model: string;
  readonly tokens: number;
  readonly asked:
    { readonly request: ChatRequest; readonly images: readonly DecodedImage[] } | Refusal;
}

export interface Checked {
  readonly tasks: readonly Task[];
  readonly errors: readonly LineError[];
}

/** More errors than that are not told. */
const mostErrors = 20;

/** Checks the lines of a file one by one, as both services do before they begin. */
export async function checkLines(
  content: Buffer,
  { service, endpoint, target }: { service: Service; endpoint: string; target: ChatTarget },
): Promise<Checked> {
  const tasks: Task[] = [];
  const errors: LineError[] = [];
  const ids = new Set<string>();
  const decoded = new Map<string, DecodedImage>();
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let number = 0;
  for (const bytes of linesOf(content)) {
    number += 1;
    const fault = (code: string, message: string, param: string | null = null): void => {
      errors.push({ code, message, param, line: number });
    };
    const value = parseJson(textOf(bytes, decoder));
    if (!isObject(value)) {
      fault('invalid_json_line', 'This line is not parseable as valid JSON.');
      continue;
    }
    const { custom_id: id, method, url, body, ...rest } = value;
    const [unknown] = Object.keys(rest);
    const model = isObject(body) ? body.model : undefined;
    if (typeof id !== 'string' || id === '' || id.length > 512) {
      fault('missing_required_parameter', "Missing required parameter: 'custom_id'.", 'custom_id');
    } else if (ids.has(id)) {
      const message =
        'The custom_id for this request is a duplicate of the custom_id in another request.';
      fault('duplicate_custom_id', message, 'custom_id');
    } else if (method !== 'POST') {
      fault('invalid_method', `Invalid value for method: '${String(method)}'.`, 'method');
    } else if (url !== endpoint) {
      const message = 'The URL provided for this request does not match the batch endpoint.';
      fault('url_mismatch', message, 'url');
    } else if (unknown !== undefined || !isObject(body) || body.stream !== undefined) {
      fault('invalid_request', 'The schema of the input line is invalid.', unknown ?? 'body');
    } else if (typeof model !== 'string' || model === '') {
      fault('model_not_found', 'The provided model was not found.', 'body.model');
    } else if (tasks[0] !== undefined && tasks[0].model !== model) {
      const message = `The provided model '${model}' does not match the rest of the batch.`;
      fault('model_mismatch', message, 'body.model');
    } else {
      ids.add(id);
      const task = await taskOf(id, model, body, { service, target }, decoded);
      tasks.push(task);
      if (task.asked instanceof Refusal && task.asked.status === 404) {
        fault('model_not_found', 'The provided model deployment was not found.', 'body.model');
      }
    }
    if (errors.length >= mostErrors) {
      break;
    }
  }
  return { tasks, errors };
}

/** Empty for what is no UTF-8. */
function textOf(bytes: Buffer, decoder: TextDecoder): string {
  try {
    return decoder.decode(bytes);
  } catch {
    return '';
  }
}

function* linesOf(content: Buffer): Generator<Buffer> {
  let start = 0;
  while (start < content.length) {
    const end = content.indexOf(0x0a, start);
    const stop = end < 0 ? content.length : end;
    yield content.subarray(start, stop);
    start = stop + 1;
  }
}

async function taskOf(
  customId: string,
  model: string,
  body: JsonObject,
  { service, target }: { service: Service; target: ChatTarget },
  decoded: Map<string, DecodedImage>,
): Promise<Task> {
  const task = { customId, model };
  try {
    const request = service.parse(body, target, { 'content-type': 'application/json' });
    const images: DecodedImage[] = [];
    for (const part of request.images) {
      const hash = createHash('sha1').update(part.url).digest('base64');
      if (!decoded.has(hash)) {
        const found: DecodedImage[] = [];
        await decodeImages([part], service, found);
        found.forEach((image) => decoded.set(hash, image));
      }
      images.push(...[decoded.get(hash)].filter((image) => image !== undefined));
    }
    const kept = { ...request, images: request.images.map((part) => ({ ...part, url: '' })) };
    const { usage } = composeReply(kept, images, { reply: '' });
    return { ...task, tokens: usage.prompt_tokens, asked: { request: kept, images } };
  } catch (error) {
    if (error instanceof Refusal) {
      return { ...task, tokens: 0, asked: error };
    }
    throw error;
  }
}
