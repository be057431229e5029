import { azureRefusal } from './azureWords';
import { isObject, type JsonObject } from './json';
import type { ChatRequest } from './service';
import type { VisionOptions } from './types';
import { invalidRequest, missing, wrongType, wrongValue } from './words';

/** The previews whose specification has enhancements; 2024-04-01-preview removed them. */
const versions: ReadonlySet<string> = new Set([
  '2023-12-01-preview',
  '2024-02-15-preview',
  '2024-03-01-preview',
]);

const visionType = 'AzureComputerVision';

/** The deployment that an address of the extensions names; undefined for other addresses and api-versions. */
export function extensionsDeployment(pathname: string, apiVersion: string | null) {
  const [, name] =
    /^\/openai\/deployments\/([^/]+)\/extensions\/chat\/completions$/.exec(pathname) ?? [];
  return name !== undefined && apiVersion !== null && versions.has(apiVersion)
    ? decodeURIComponent(name)
    : undefined;
}

/** The parameters that the extensions know: not `response_format`, which their specification lacks. */
export function extensionsParameters(chat: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...chat].filter((name) => name !== 'response_format' && name !== 'data_sources'));
}

/**
 * Takes what is of the enhancements out of a body, the rest is a chat request's. Throws for what the
 * document does not show, for a deployment that does not have them, and for a resource that would not let
 * the service in.
 */
export function takeEnhancements(
  { enhancements, dataSources, ...body }: JsonObject,
  deployment: string,
  vision: VisionOptions | undefined,
): JsonObject {
  checkEnhancements(enhancements);
  const resource = readDataSource(dataSources);
  if (!vision?.deployments.includes(deployment)) {
    // Microsoft Q&A 1534978 and MicrosoftDocs/azure-docs issue 122248.
    throw invalidRequest(
      'The deployed GPT model does not support Vision Enhancement and On Your Data (OYD) with images.',
      null,
      null,
    );
  }
  if (resource.endpoint !== vision.endpoint || resource.key !== vision.key) {
    // The words of Azure AI Vision itself; how the service passed them on was not documented.
    throw azureRefusal(
      401,
      '401',
      'Azure Computer Vision: Access denied due to invalid subscription key or wrong API endpoint. ' +
        'Make sure to provide a valid key for an active subscription and use a correct regional ' +
        'API endpoint for your resource.',
    );
  }
  return body;
}

/** "Enhancements cannot be applied to multiple images within a single chat call." */
export function checkOneImage({ images }: ChatRequest): void {
  if (images.length > 1) {
    throw invalidRequest(
      'Enhancements cannot be applied to multiple images within a single chat call.',
      'enhancements',
      null,
    );
  }
}

function checkEnhancements(value: unknown): void {
  if (value === undefined) {
    throw missing('enhancements');
  }
  const all = checkedObject(value, 'enhancements', ['ocr', 'grounding']);
  for (const [name, one] of Object.entries(all)) {
    const { enabled } = checkedObject(one, `enhancements.${name}`, ['enabled']);
    if (typeof enabled !== 'boolean') {
      throw wrongType(`enhancements.${name}.enabled`, 'a boolean', enabled);
    }
  }
}

function readDataSource(value: unknown): { endpoint: string; key: string } {
  if (value === undefined) {
    throw missing('dataSources');
  }
  if (!Array.isArray(value) || value.length !== 1) {
    throw invalidRequest('dataSources must hold exactly one data source.', 'dataSources', null);
  }
  const source = checkedObject(value[0], 'dataSources[0]', ['type', 'parameters']);
  if (source.type !== visionType) {
    throw wrongValue('dataSources[0].type', source.type, [visionType]);
  }
  const param = 'dataSources[0].parameters';
  const { endpoint, key } = checkedObject(source.parameters, param, ['endpoint', 'key']);
  if (typeof endpoint !== 'string') {
    throw wrongType(`${param}.endpoint`, 'a string', endpoint);
  }
  if (typeof key !== 'string') {
    throw wrongType(`${param}.key`, 'a string', key);
  }
  return { endpoint, key };
}

function checkedObject(value: unknown, param: string, known: readonly string[]): JsonObject {
  if (!isObject(value)) {
    throw wrongType(param, 'an object', value);
  }
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw invalidRequest(`Unknown parameter: '${param}.${unknown}'.`, `${param}.${unknown}`, null);
  }
  return value;
}
