import type { Connection } from '../../../src/core/connections/connection';
import type { Kind } from '../../support/emulator';

/** A kind of server that users connect to, and what of a request it is sent at first. */
export interface Server {
  readonly name: string;
  /** Which emulator answers in its place. */
  readonly kind: Kind;
  /** Its address is what users have; requests to it are led to the emulator. */
  readonly connection: Omit<Connection, 'name' | 'deployment'>;
  /** The name under which the limit on a reply is sent to a model that does not reason. */
  readonly limit: 'max_completion_tokens' | 'max_tokens';
  readonly streamOptions: boolean;
  /** Knows the role `developer`, which a reasoning model is sent. */
  readonly developer: boolean;
  /** Parameters that the service itself does not know. */
  readonly unknown?: readonly string[];
  /** What it says of a prompt that its filter blocks: the category, that it did, or it has no filter. */
  readonly filter: 'named' | 'told' | 'none';
  /** Sends `Retry-After`. */
  readonly saysWhen: boolean;
}

const azure = {
  kind: 'azure',
  streamOptions: true,
  limit: 'max_completion_tokens',
  developer: true,
  filter: 'named',
  saysWhen: true,
} as const;

const endpoint = 'https://contoso.openai.azure.com';

/** Servers that are sent the former name of the limit, as most know it. */
const compatible = { streamOptions: true, limit: 'max_tokens', developer: false } as const;

const local = (kind: Kind, port: number) =>
  ({
    ...compatible,
    kind,
    connection: { provider: 'openai', endpoint: `http://localhost:${port}/v1`, auth: 'none' },
    filter: 'none',
    saysWhen: false,
  }) as const;

export const servers: readonly Server[] = [
  { ...azure, name: 'Azure v1', connection: { provider: 'azure', endpoint } },
  {
    ...azure,
    name: 'Azure classic',
    connection: { provider: 'azure', endpoint, apiVersion: '2025-01-01-preview' },
  },
  {
    ...azure,
    name: 'Azure classic of 2024',
    connection: { provider: 'azure', endpoint, apiVersion: '2024-02-01' },
    limit: 'max_tokens',
    streamOptions: false,
    developer: false,
    unknown: ['max_completion_tokens'],
  },
  {
    name: 'OpenAI',
    kind: 'openai',
    connection: { provider: 'openai', endpoint: 'https://api.openai.com/v1' },
    limit: 'max_completion_tokens',
    streamOptions: true,
    developer: true,
    filter: 'told',
    saysWhen: true,
  },
  { ...local('ollama', 11434), name: 'Ollama' },
  { ...local('lmstudio', 1234), name: 'LM Studio' },
  { ...local('llamacpp', 8080), name: 'llama.cpp' },
  { ...local('vllm', 8000), name: 'vLLM' },
  {
    ...compatible,
    name: 'OpenRouter',
    kind: 'openrouter',
    connection: { provider: 'openai', endpoint: 'https://openrouter.ai/api/v1' },
    filter: 'named',
    saysWhen: true,
  },
  {
    ...compatible,
    name: 'LiteLLM',
    kind: 'litellm',
    connection: { provider: 'openai', endpoint: 'http://localhost:4000' },
    filter: 'named',
    saysWhen: true,
  },
];
