import sharp from 'sharp';
import type { Emulator } from '../../support/emulator';

export const key = 'secret-key-of-the-emulator';

/** A picture of one colour. */
export async function picture(
  format: 'png' | 'jpeg' | 'gif' | 'webp' | 'tiff',
  width: number,
  height: number,
  background: string,
): Promise<Buffer> {
  const image = sharp({ create: { width, height, channels: 4, background } });
  return image.toFormat(format).toBuffer();
}

export function dataUrl(type: string, bytes: Buffer): string {
  return `data:image/${type};base64,${bytes.toString('base64')}`;
}

export function imagePart(url: string, more: object = {}) {
  return { type: 'image_url' as const, image_url: { url, ...more } };
}

export function userMessage(text: string, ...urls: string[]) {
  const parts = urls.map((url) => imagePart(url));
  return { role: 'user' as const, content: [{ type: 'text' as const, text }, ...parts] };
}

export const v1 = '/openai/v1/chat/completions';

export function classic(apiVersion: string, deployment = 'gpt-4o'): string {
  return `/openai/deployments/${deployment}/chat/completions?api-version=${apiVersion}`;
}

/** Posts a chat request with the key; a string goes as it is. */
export function post(
  emulator: Emulator,
  path: string,
  body: unknown,
  headers: Record<string, string> = { 'api-key': key },
): Promise<Response> {
  return fetch(emulator.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    redirect: 'manual',
  });
}

export interface ErrorBody {
  readonly error: {
    readonly message: string;
    readonly code: string | null;
    readonly type?: string | null;
    readonly param?: string | null;
    readonly innererror?: { readonly content_filter_result: Record<string, unknown> };
  };
}

/** The JSON of an error. */
export async function errorOf(response: Response): Promise<ErrorBody['error']> {
  const { error } = (await response.json()) as ErrorBody;
  return error;
}

/** The `data:` lines of a stream, parsed, `[DONE]` as that text. */
export async function eventsOf(response: Response): Promise<unknown[]> {
  const text = await response.text();
  return text
    .split('\n\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => line.slice('data: '.length))
    .map((data) => (data === '[DONE]' ? data : (JSON.parse(data) as unknown)));
}

export interface Chunk {
  readonly choices: readonly {
    readonly delta: { readonly content?: string; readonly role?: string };
    readonly finish_reason: string | null;
    readonly content_filter_results?: Record<string, unknown>;
  }[];
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number } | null;
  readonly prompt_filter_results?: unknown;
}

export function textOf(events: readonly unknown[]): string {
  return events
    .filter((event): event is Chunk => event !== '[DONE]')
    .map((chunk) => chunk.choices[0]?.delta.content ?? '')
    .join('');
}
