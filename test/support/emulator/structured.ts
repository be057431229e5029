import { isObject, type JsonObject, parseJson } from './json';
import type { ChatRequest } from './service';

/** The schema that a request's reply has to follow: its `response_format`, or one stated in words. */
export function wantedSchema({ schema, messages }: ChatRequest): JsonObject | undefined {
  const asked = messages.findLast(({ role }) => role === 'user')?.text ?? '';
  const stated = parseJson(/\bJSON Schema: (\{.*\})/.exec(asked)?.[1] ?? '');
  return isObject(schema?.properties) && Object.keys(schema.properties).length > 0
    ? schema
    : isObject(stated)
      ? stated
      : schema;
}

/**
 * A value of a schema that says `facts`: a list has an item for each of them, whose texts say that one;
 * other texts say all. Whole numbers count from 1 within a list.
 */
export function valueOf(schema: JsonObject, facts: readonly string[]): unknown {
  return value(schema, { root: schema, facts, index: 0 });
}

interface Place {
  readonly root: JsonObject;
  readonly facts: readonly string[];
  readonly index: number;
}

function value(schema: unknown, place: Place): unknown {
  const {
    type,
    enum: values,
    const: only,
    properties,
    items,
    anyOf,
    $ref,
  } = resolved(schema, place);
  const choices: unknown[] = [values, anyOf].filter(Array.isArray).flat();
  if (only !== undefined) {
    return only;
  }
  if (choices.length > 0) {
    return Array.isArray(values) ? choices[0] : value(choices[0], place);
  }
  switch (Array.isArray(type) ? type[0] : type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(isObject(properties) ? properties : {}).map(([name, inner]) => [
          name,
          value(inner, place),
        ]),
      );
    case 'array': {
      const all = place.facts.length > 0 ? place.facts : ['Nothing'];
      return all.map((fact, index) => value(items, { ...place, facts: [fact], index }));
    }
    case 'integer':
    case 'number':
      return place.index + 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return $ref === undefined ? place.facts.join('; ') : null;
  }
}

function resolved(schema: unknown, { root }: Place): JsonObject {
  const found = isObject(schema) ? schema : {};
  const name = typeof found.$ref === 'string' ? found.$ref.replace('#/$defs/', '') : undefined;
  const definitions = isObject(root.$defs) ? root.$defs : {};
  const definition = name === undefined ? undefined : definitions[name];
  return isObject(definition) ? definition : found;
}
