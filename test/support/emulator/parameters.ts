import type { EmulatorOptions } from './types';

const common = [
  'messages',
  'model',
  'temperature',
  'top_p',
  'n',
  'stream',
  'stop',
  'max_tokens',
  'presence_penalty',
  'frequency_penalty',
  'logit_bias',
  'logprobs',
  'top_logprobs',
  'user',
  'response_format',
  'seed',
  'tools',
  'tool_choice',
  'function_call',
  'functions',
];

/** Known to Azure's api-versions from 2024-09-01-preview on. */
const since2024September = ['stream_options', 'max_completion_tokens', 'parallel_tool_calls'];

/** Known to those after 2024-10-21. */
const since2024December = [
  'store',
  'metadata',
  'reasoning_effort',
  'modalities',
  'audio',
  'prediction',
];

/** The top-level parameters of OpenAI's chat completions. */
export const openAiParameters: ReadonlySet<string> = new Set([
  ...common,
  ...since2024September,
  ...since2024December,
  'service_tier',
  'web_search_options',
  'verbosity',
  'prompt_cache_key',
  'prompt_cache_retention',
  'safety_identifier',
]);

/** The top-level parameters that an Azure endpoint knows; `v1` comes after every date. */
export function azureParameters(apiVersion = 'v1'): ReadonlySet<string> {
  return new Set([
    ...common,
    'data_sources',
    ...(apiVersion >= '2024-09-01' ? since2024September : []),
    ...(apiVersion >= '2024-12-01' ? [...since2024December, 'user_security_context'] : []),
  ]);
}

/** Azure's dated api-versions for chat completions that take images. */
export const azureApiVersions: ReadonlySet<string> = new Set([
  '2023-12-01-preview',
  '2024-02-01',
  '2024-02-15-preview',
  '2024-03-01-preview',
  '2024-04-01-preview',
  '2024-05-01-preview',
  '2024-06-01',
  '2024-07-01-preview',
  '2024-08-01-preview',
  '2024-09-01-preview',
  '2024-10-01-preview',
  '2024-10-21',
  '2024-12-01-preview',
  '2025-01-01-preview',
  '2025-02-01-preview',
  '2025-03-01-preview',
  '2025-04-01-preview',
]);

/** The deployments or models that reason: those told, and those named after GPT-5 or a later one. */
export function reasoningAmong(
  names: readonly string[],
  { reasoning = [] }: Pick<EmulatorOptions, 'reasoning'>,
): string[] {
  return [...reasoning, ...names.filter((name) => /^gpt-[5-9](?![^-.])/.test(name))];
}

/** What a model writes at most, in tokens. */
export function maxOutputTokens(reasoning: boolean): number {
  return reasoning ? 100_000 : 16_384;
}
