import { isObject, type JsonObject } from './json';
import type { ChatMessage } from './service';
import { invalidRequest, missing, wrongType, wrongValue } from './words';

const types = ['json_object', 'json_schema', 'text'];

/** What Microsoft lists as not supported in structured outputs, by the type that it belongs to. */
const unsupported = [
  ...['minLength', 'maxLength', 'pattern', 'format'],
  ...['minimum', 'maximum', 'multipleOf'],
  ...['patternProperties', 'unevaluatedProperties', 'propertyNames'],
  ...['minProperties', 'maxProperties', 'unevaluatedItems', 'contains', 'minContains'],
  ...['maxContains', 'minItems', 'maxItems', 'uniqueItems'],
];

/**
 * The `response_format` of a request in, the schema that the reply has to follow out, if any. Refuses in
 * the words of OpenAI's and Azure's models what they refuse, a schema outside the strict subset too.
 */
export function readResponseFormat(
  value: unknown,
  messages: readonly ChatMessage[],
): JsonObject | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (!isObject(value)) {
    throw wrongType('response_format', 'an object', value);
  }
  const { type } = value;
  if (type === undefined) {
    throw missing('response_format.type');
  }
  if (typeof type !== 'string' || !types.includes(type)) {
    throw wrongValue('response_format.type', type, types);
  }
  if (type === 'json_object') {
    if (!messages.some(({ text }) => /json/i.test(text))) {
      throw invalidRequest(
        "'messages' must contain the word 'json' in some form, to use 'response_format' of type " +
          "'json_object'.",
        'messages',
        null,
      );
    }
    return { type: 'object', properties: {} };
  }
  return type === 'json_schema' ? readSchema(value.json_schema) : undefined;
}

/** The schema that a server which checks nothing takes from a request. */
export function schemaIn(value: unknown): JsonObject | undefined {
  const { json_schema: outer, type } = isObject(value) ? value : {};
  const schema = isObject(outer) ? outer.schema : undefined;
  return type === 'json_schema' && isObject(schema) ? schema : undefined;
}

function readSchema(value: unknown): JsonObject {
  const param = 'response_format.json_schema';
  if (value === undefined) {
    throw missing(param);
  }
  if (!isObject(value)) {
    throw wrongType(param, 'an object', value);
  }
  const unknown = Object.keys(value).find(
    (key) => !['name', 'description', 'schema', 'strict'].includes(key),
  );
  if (unknown !== undefined) {
    const place = `${param}.${unknown}`;
    throw invalidRequest(`Unknown parameter: '${place}'.`, place, 'unknown_parameter');
  }
  const name = readName(value.name, `${param}.name`);
  const { schema, strict } = value;
  if (!isObject(schema)) {
    throw schema === undefined
      ? missing(`${param}.schema`)
      : wrongType(`${param}.schema`, 'an object', schema);
  }
  if (strict === true) {
    const fault =
      schema.type === 'object'
        ? faultIn(schema, [])
        : `schema must be a JSON Schema of 'type: "object"', got 'type: ${JSON.stringify(schema.type ?? 'None')}'.`;
    if (fault !== undefined) {
      throw invalidRequest(
        `Invalid schema for response_format '${name}': ${fault}`,
        'response_format',
        null,
      );
    }
  }
  return schema;
}

function readName(name: unknown, param: string): string {
  if (typeof name !== 'string') {
    throw name === undefined ? missing(param) : wrongType(param, 'a string', name);
  }
  if (!/^[a-zA-Z0-9_-]+$/.test(name)) {
    throw invalidRequest(
      `Invalid '${param}': string does not match pattern. Expected a string that matches the ` +
        "pattern '^[a-zA-Z0-9_-]+$'.",
      param,
      'invalid_value',
    );
  }
  if (name.length > 64) {
    throw invalidRequest(
      `Invalid '${param}': string too long. Expected a string with maximum length 64, but got a ` +
        `string with length ${name.length} instead.`,
      param,
      'string_above_max_length',
    );
  }
  return name;
}

/** What strict structured outputs refuse in a schema, the first that is found. */
function faultIn(schema: JsonObject, path: readonly string[]): string | undefined {
  const at = `In context=(${path.map((part) => `'${part}'`).join(', ')}${path.length === 1 ? ',' : ''})`;
  const keyword = Object.keys(schema).find((key) => unsupported.includes(key));
  if (keyword !== undefined) {
    return `${at}, '${keyword}' is not permitted.`;
  }
  const properties = isObject(schema.properties) ? schema.properties : {};
  if (schema.type === 'object' || 'properties' in schema) {
    if (schema.additionalProperties !== false) {
      return `${at}, 'additionalProperties' is required to be supplied and to be false.`;
    }
    const required = (Array.isArray(schema.required) ? schema.required : []).map(String);
    const absent = Object.keys(properties).find((name) => !required.includes(name));
    if (absent !== undefined || !Array.isArray(schema.required)) {
      return (
        `${at}, 'required' is required to be supplied and to be an array including every key in ` +
        `properties. Missing '${absent ?? ''}'.`
      );
    }
    const extra = required.find((name) => !Object.hasOwn(properties, name));
    if (extra !== undefined) {
      return `${at}, 'required' is required to be supplied and to be an array including every key in properties. Extra required key '${extra}' supplied.`;
    }
  }
  if (schema.type === 'array' && !isObject(schema.items)) {
    return `${at}, array schema missing items.`;
  }
  if (![schema.type, schema.enum, schema.const, schema.$ref, schema.anyOf].some(Boolean)) {
    return `${at}, schema must have a 'type' key.`;
  }
  return innerOf(schema, properties)
    .map(([inner, more]) => faultIn(inner, [...path, ...more]))
    .find((fault) => fault !== undefined);
}

function innerOf(schema: JsonObject, properties: JsonObject): [JsonObject, string[]][] {
  const definitions = isObject(schema.$defs) ? schema.$defs : {};
  const choices: unknown[] = Array.isArray(schema.anyOf) ? schema.anyOf : [];
  const all: [unknown, string[]][] = [
    ...Object.entries(properties).map(([name, inner]): [unknown, string[]] => [
      inner,
      ['properties', name],
    ]),
    ...Object.entries(definitions).map(([name, inner]): [unknown, string[]] => [
      inner,
      ['$defs', name],
    ]),
    ...choices.map((inner, index): [unknown, string[]] => [inner, ['anyOf', String(index)]]),
    [schema.items, ['items']],
  ];
  return all.filter((item): item is [JsonObject, string[]] => isObject(item[0]));
}
