import { randomBytes } from 'node:crypto';
import type { Finish, ReplyInfo, Shapes, Usage } from './service';

/** OpenAI's chunks: a role, the text, a reason, then the usage if it was asked for. */
export const openAiShapes: Shapes = {
  first: (info) => [chunk(info, { role: 'assistant', content: '', refusal: null }, null)],
  text: (info, content) => chunk(info, { content }, null),
  finish: (info, { reason }) => chunk(info, {}, reason),
  usage: (info, usage) => ({ ...head(info), choices: [], usage: detailed(usage) }),
  whole: (info, content, { reason }, usage) => ({
    id: info.id,
    object: 'chat.completion',
    created: info.created,
    model: info.model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: null, annotations: [] },
        logprobs: null,
        finish_reason: reason,
      },
    ],
    usage: detailed(usage),
    service_tier: 'default',
    system_fingerprint: 'fp_e11a7e0f12',
  }),
};

function head(info: ReplyInfo) {
  return {
    id: info.id,
    object: 'chat.completion.chunk',
    created: info.created,
    model: info.model,
    service_tier: 'default',
    system_fingerprint: 'fp_e11a7e0f12',
  };
}

function chunk(info: ReplyInfo, delta: object, reason: Finish['reason']) {
  return {
    ...head(info),
    choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }],
    ...(info.includeUsage && { usage: null }),
    obfuscation: randomBytes(6).toString('base64url'),
  };
}

/** The usage with the details that OpenAI's and Azure's models add. */
export function detailed(usage: Usage) {
  return {
    ...usage,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}
