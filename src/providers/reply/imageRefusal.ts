import type { ServerError } from './serverError';

/** How servers say that a model takes no images. */
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

/** True where a server says that its model takes no images. */
export function refusesImages({ message }: ServerError): boolean {
  return blindWords.some((pattern) => pattern.test(message));
}
