import * as vscode from 'vscode';
import { VisionError } from '../../../core/errors';
import { isLanguageModelName, languageModelPrefix } from '../connectionNames';

/** A model that VS Code has from one of its extensions, used as a connection. */
export interface LanguageModel {
  /** As the setting `sightline.connection` names it, for example `vscode:copilot/gpt-5.4`. */
  readonly name: string;
  /** For people, for example `GPT-4o (Copilot)`. */
  readonly label: string;
  /** Undefined where VS Code does not tell. */
  readonly takesImages: boolean | undefined;
  readonly chat: vscode.LanguageModelChat;
}

/** How long VS Code may take to list its models where something else can answer, in milliseconds. */
const shortWait = 2_000;

/** How long it may take where the user waits for a model: its extension may still have to start. */
export const longWait = 10_000;

/**
 * The models of VS Code that take images, or of which that is not known, which come last. None where
 * VS Code has not answered after `wait` milliseconds. It may start extensions: only for a user's action.
 */
export async function languageModels(wait: number): Promise<LanguageModel[]> {
  const models = (await select({}, wait)).filter(({ takesImages }) => takesImages !== false);
  return models.toSorted((a, b) => Number(b.takesImages ?? false) - Number(a.takesImages ?? false));
}

/**
 * The model that answers where no connection does: the one that `name`, the setting's value, names,
 * else the first that surely takes images. Throws a VisionError if the named one is not there or
 * takes no images.
 */
export async function usedLanguageModel(name: string): Promise<LanguageModel | undefined> {
  if (!isLanguageModelName(name)) {
    return defaultLanguageModel(await languageModels(shortWait));
  }
  const model = await namedLanguageModel(name);
  if (model === undefined) {
    throw new VisionError('modelGone', { connection: name });
  }
  if (model.takesImages === false) {
    throw new VisionError('modelBlind', { deployment: model.label, host: 'VS Code' });
  }
  return model;
}

/** The model of that name, whether it takes images or not; undefined where it is not there. */
export async function namedLanguageModel(name: string): Promise<LanguageModel | undefined> {
  const [vendor = '', ...id] = name.slice(languageModelPrefix.length).split('/');
  const found = await select({ vendor, id: id.join('/') }, longWait);
  return found[0];
}

/** The model that answers where the user chose none: the first that surely takes images. */
export function defaultLanguageModel(models: readonly LanguageModel[]): LanguageModel | undefined {
  return models.find(({ takesImages }) => takesImages === true);
}

/** A chat model as a connection. */
export function asLanguageModel(chat: vscode.LanguageModelChat): LanguageModel {
  return {
    name: `${languageModelPrefix}${chat.vendor}/${chat.id}`,
    label: `${chat.name} (${vendorName(chat.vendor)})`,
    takesImages: takesImages(chat),
    chat,
  };
}

async function select(
  selector: vscode.LanguageModelChatSelector,
  wait: number,
): Promise<LanguageModel[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<[]>((resolve) => {
    timer = setTimeout(() => resolve([]), wait);
  });
  try {
    const chats = await Promise.race([vscode.lm.selectChatModels(selector), late]);
    const models = chats.map(asLanguageModel).toReversed();
    return [...new Map(models.map((model) => [model.name, model])).values()].toReversed();
  } catch {
    return []; // Without its list, VS Code has no model to offer.
  } finally {
    clearTimeout(timer);
  }
}

/** VS Code's stable types lack this field; its objects have it. */
function takesImages(chat: vscode.LanguageModelChat): boolean | undefined {
  const { capabilities } = chat as { capabilities?: { supportsImageToText?: unknown } };
  const told = capabilities?.supportsImageToText;
  return typeof told === 'boolean' ? told : undefined;
}

/** The name that the vendor's extension gives itself, else the vendor's identifier. */
function vendorName(vendor: string): string {
  for (const { packageJSON } of vscode.extensions.all) {
    const { contributes } = packageJSON as { contributes?: Record<string, unknown> };
    for (const item of [contributes?.languageModelChatProviders].flat()) {
      const { vendor: found, displayName } = (item ?? {}) as Record<string, unknown>;
      if (found === vendor && typeof displayName === 'string') {
        return displayName;
      }
    }
  }
  return vendor;
}
