import { detailed } from './openaiShapes';
import type { Filter, Finish, ReplyInfo, Shapes } from './service';

const severities = ['hate', 'self_harm', 'sexual', 'violence'];

/**
 * Azure's results of the content filter: the four severities, `hit` among them, and the detection
 * of a jailbreak where a prompt was judged. A hit that is no severity is a detection.
 */
export function filterResults(of: 'prompt' | 'text', hit?: Filter): Record<string, object> {
  const results: Record<string, object> = Object.fromEntries(
    severities.map((name) => [name, { filtered: false, severity: 'safe' }]),
  );
  if (of === 'prompt') {
    results.jailbreak = { filtered: false, detected: false };
  }
  if (hit !== undefined) {
    results[hit.category] = severities.includes(hit.category)
      ? { filtered: true, severity: hit.severity }
      : { filtered: true, detected: true };
  }
  return results;
}

/** Azure's chunks: the prompt's filter results, a role, the text with its own, a reason, usage. */
export const azureShapes: Shapes = {
  first: (info) => [
    {
      choices: [],
      created: 0,
      id: '',
      model: '',
      object: '',
      prompt_filter_results: promptResults(info),
      ...(info.includeUsage && { usage: null }),
    },
    chunk(info, {}, { content: '', refusal: null, role: 'assistant' }, null),
  ],
  text: (info, content) => chunk(info, filterResults('text'), { content }, null),
  finish: (info, finish) => chunk(info, finishResults(finish), {}, finish.reason),
  usage: (info, usage) => ({ choices: [], ...tail(info), usage: detailed(usage) }),
  whole: (info, content, finish, usage) => ({
    choices: [
      {
        content_filter_results: filterResults('text', finish.filter),
        finish_reason: finish.reason,
        index: 0,
        logprobs: null,
        message: { annotations: [], content, refusal: null, role: 'assistant' },
      },
    ],
    ...tail(info),
    object: 'chat.completion',
    prompt_filter_results: promptResults(info),
    usage: detailed(usage),
  }),
};

function promptResults({ target }: ReplyInfo) {
  const results = filterResults('prompt');
  if (target.apiVersion === undefined) {
    // The v1 endpoint's specification requires it.
    results.indirect_attack = { filtered: false, detected: false };
  }
  return [{ prompt_index: 0, content_filter_results: results }];
}

function finishResults({ filter }: Finish): object {
  return filter === undefined ? {} : filterResults('text', filter);
}

function chunk(info: ReplyInfo, results: object, delta: object, reason: Finish['reason']) {
  return {
    choices: [
      { content_filter_results: results, delta, finish_reason: reason, index: 0, logprobs: null },
    ],
    ...tail(info),
    ...(info.includeUsage && { usage: null }),
  };
}

function tail(info: ReplyInfo) {
  return {
    created: info.created,
    id: info.id,
    model: info.model,
    object: 'chat.completion.chunk',
    system_fingerprint: 'fp_ee1d74bde0',
  };
}
