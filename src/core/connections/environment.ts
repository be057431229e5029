import type { Provider } from './connection';

type Environment = Readonly<Record<string, string | undefined>>;

const openAiBaseUrl = 'https://api.openai.com/v1';
const openAiModel = 'gpt-5.4';

/** A connection that the environment describes; the endpoint is as the user wrote it. */
export interface EnvironmentConnection {
  readonly provider: Provider;
  readonly endpoint: string;
  /** Undefined where it has to come out of the endpoint (a Target URI). */
  readonly deployment: string | undefined;
  readonly apiVersion: string | undefined;
}

/** The connection of the variables that Azure's and OpenAI's own SDKs read, Azure's first. */
export function environmentConnection(env: Environment): EnvironmentConnection | undefined {
  if (env.AZURE_OPENAI_ENDPOINT && env.AZURE_OPENAI_API_KEY) {
    return {
      provider: 'azure',
      endpoint: env.AZURE_OPENAI_ENDPOINT,
      deployment: env.AZURE_OPENAI_DEPLOYMENT,
      apiVersion: env.AZURE_OPENAI_API_VERSION ?? env.OPENAI_API_VERSION,
    };
  }
  if (env.OPENAI_API_KEY) {
    return {
      provider: 'openai',
      endpoint: env.OPENAI_BASE_URL ?? openAiBaseUrl,
      deployment: env.OPENAI_MODEL ?? openAiModel,
      apiVersion: undefined,
    };
  }
  return undefined;
}

/**
 * The environment's key for an origin: only that of the endpoint which the key belongs to, as
 * `originOf` reads it.
 */
export function environmentKey(
  origin: string,
  env: Environment,
  originOf: (endpoint: string, provider: Provider) => string | undefined,
): string | undefined {
  if (originOf(env.AZURE_OPENAI_ENDPOINT ?? '', 'azure') === origin && env.AZURE_OPENAI_API_KEY) {
    return env.AZURE_OPENAI_API_KEY;
  }
  const openAi = originOf(env.OPENAI_BASE_URL ?? openAiBaseUrl, 'openai');
  return openAi === origin ? env.OPENAI_API_KEY : undefined;
}
