import type { Ask } from '../request/ask';
import { fieldsOf, textOf } from '../json';
import { familyOf } from '../request/modelNames';
import type { ModelInfo } from './modelInfo';

/** An entry of a list in OpenAI's shape. */
export type Entry = Readonly<Record<string, unknown>>;

/**
 * The models of a list in OpenAI's shape, with what it tells of images: OpenRouter and llama.cpp by
 * `input_modalities`, Mistral and GitHub by `capabilities.vision`; else by their names.
 */
export function modelsIn(entries: readonly Entry[]): ModelInfo[] {
  return entries.map(({ id, architecture, capabilities }) => {
    const name = textOf(id) ?? '';
    const { input_modalities: modalities } = fieldsOf(architecture);
    const { vision } = fieldsOf(capabilities);
    const told = Array.isArray(modalities) ? modalities.includes('image') : vision;
    return model(name, told ?? familyOf(name).takesImages);
  });
}

/** What a llama.cpp server with one model says of it; a server with several says it in its list. */
export async function askLlamaCpp(
  models: readonly ModelInfo[],
  root: string,
  ask: Ask,
): Promise<ModelInfo[]> {
  const { vision } = fieldsOf(fieldsOf(await ask(`${root}/props`)).modalities);
  return models.map(({ id, takesImages }) =>
    model(id, takesImages ?? (models.length === 1 ? vision : undefined)),
  );
}

/** What LiteLLM knows of its models; it says null of those that it does not know. */
export async function askLiteLlm(
  models: readonly ModelInfo[],
  baseUrl: string,
  ask: Ask,
): Promise<ModelInfo[]> {
  const { data } = fieldsOf(await ask(`${baseUrl}/model/info`));
  const infos = (Array.isArray(data) ? data : []).map(fieldsOf);
  return models.map(({ id, takesImages }) => {
    const info = infos.find(({ model_name: name }) => name === id);
    return model(id, fieldsOf(info?.model_info).supports_vision ?? takesImages);
  });
}

function model(id: string, takesImages: unknown): ModelInfo {
  return { id, ...(typeof takesImages === 'boolean' && { takesImages }) };
}
