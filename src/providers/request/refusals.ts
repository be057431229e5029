import { fieldsOf, textOf } from '../json';
import type { Form, Parameter, Refusable } from './parameters';

const refusalWords =
  /unsupported|not supported|unrecognized|unknown|unexpected|not (?:permitted|allowed)|extra_forbidden|additional properties/i;

/** A path that ends in it (OpenAI, FastAPI), and MiniMax, which refuses the value `auto`. */
const detailWords =
  /image_url['"`\s,.\]\\]+detail\b|\binvalid image detail\b|\b(?:property|parameter|field|name):? ['"`]detail['"`]/i;

/** OpenAI and Azure by the path; chat templates behind vLLM and llama.cpp, DeepSeek and Groq in words. */
const roleWords = [
  /messages(?:\[0\]|\.0)\.role/,
  /\b(?:system|developer)['"`]? (?:role|messages?|prompts?)\b[^.]*(?:not|un)[ -]?supported/i,
  /unexpected message role|conversation roles must alternate|incompatible with system messages/i,
  /unknown variant ['"`](?:system|developer)['"`]/i,
];

const blindWords = [
  // OpenAI and Azure
  /image_url is only supported by certain models/i,
  // Ollama, LM Studio and others; not a type or a URL that is refused
  /(?:does not|doesn['’]t|do not) support (?:images?(?: inputs?|_url content)?|vision|multi-?modal(?: inputs?)?)(?:\.|,|;|$| \(| for\b)/im,
  /missing data required for image input/i,
  // llama.cpp
  /image input is not (?:supported|enabled)/i,
  // OpenRouter
  /no endpoints found that support image/i,
  // vLLM
  /is not a multimodal model|at most 0 image\(s\)/i,
  // DeepSeek, Groq
  /unknown variant ['"`]image_url['"`], expected ['"`]text['"`]/i,
  /messages?(?:\[\d+\]|\.\d+)\.content['"`]?(?: : value)? must be a string/i,
];

/** What of a request the body of a 400 or 422 refuses, where that was sent. */
export function refusedIn(error: unknown, sent: Form): Refusable | undefined {
  const { param, code } = fieldsOf(error);
  const words = wordsOf(error);
  const place = `${textOf(param) ?? ''} ${words}`;
  if (sent.withDetail && detailWords.test(place)) {
    return 'detail';
  }
  if (sent.systemRole !== 'user' && roleWords.some((pattern) => pattern.test(place))) {
    return sent.systemRole;
  }
  if (!refusalWords.test(`${textOf(code) ?? ''} ${words}`)) {
    return undefined;
  }
  const names = Object.keys(sent.parameters) as Parameter[];
  return (
    names.find((name) => name === param) ??
    names.find((name) => new RegExp(`\\b${name}\\b`).test(words))
  );
}

/** True where a server says that its model takes no images. */
export function saysBlind(error: unknown): boolean {
  const words = wordsOf(error);
  return blindWords.some((pattern) => pattern.test(words));
}

function wordsOf(error: unknown): string {
  return textOf(fieldsOf(error).message) ?? textOf(error) ?? (error ? JSON.stringify(error) : '');
}
