/** What a model's name tells for certain. */
export interface Family {
  /** Wants `max_completion_tokens`, and takes the developer's words under the role `developer`. */
  readonly reasons: boolean;
  /** False where it takes text only, or answers no chat at all; no name tells the contrary for certain. */
  readonly takesImages: false | undefined;
}

const reasoning = /^(?:o\d|gpt-(?:[5-9]|\d{2}))(?![^-.])/;

/**
 * From OpenAI's and Azure's lists of models: those without image input, Azure's spelling `gpt-35`
 * among them. A name that is not here says nothing.
 */
const textOnly = [
  /^gpt-3\.?5/,
  /^gpt-4(?:-32k|-0314|-0613|-1106-preview|-0125-preview|-turbo-preview)/,
  /^o1-(?:mini|preview)/,
  /^o3-mini/,
  /^gpt-oss/,
  /^gpt-4o(?:-mini)?-(?:audio|realtime|transcribe|tts)/,
  /^(?:text-|tts-|whisper|dall-e|gpt-image|sora|davinci|babbage|omni-moderation)/,
];

/** Reads the name of a model, with or without its maker (`openai/o3`) and its date. */
export function familyOf(name: string): Family {
  const bare = name
    .toLowerCase()
    .replace(/^.*\//, '')
    .replace(/^chatgpt-/, 'gpt-');
  return {
    reasons: reasoning.test(bare),
    takesImages: textOnly.some((pattern) => pattern.test(bare)) ? false : undefined,
  };
}
