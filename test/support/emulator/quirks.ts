import { isObject, type JsonObject } from './json';
import { Refusal, type Service } from './service';
import type { Quirk } from './types';
import { invalidRequest, wrongValue } from './words';

/** A service that also refuses what `quirks` name, before it looks at anything else. */
export function withQuirks(service: Service, quirks: readonly Quirk[]): Service {
  return {
    ...service,
    parse(body, target, headers) {
      for (const quirk of quirks) {
        refusals[quirk](messagesOf(body), isObject(body) ? body : {});
      }
      const request = service.parse(body, target, headers);
      if (!quirks.includes('ignoresFormat')) {
        return request;
      }
      const rest = { ...request };
      delete rest.schema;
      return rest;
    },
  };
}

const refusals: Record<Quirk, (messages: readonly JsonObject[], body: JsonObject) => void> = {
  noSystemRole: (messages) => {
    messages.forEach(({ role }, index) => {
      if (role === 'system' || role === 'developer') {
        const param = `messages[${index}].role`;
        throw invalidRequest(
          `Unsupported value: '${param}' does not support '${role}' with this model.`,
          param,
          'unsupported_value',
        );
      }
    });
  },
  noDeveloperRole: (messages) => {
    const index = messages.findIndex(({ role }) => role === 'developer');
    if (index >= 0) {
      const known = ['system', 'assistant', 'user', 'function', 'tool'];
      throw wrongValue(`messages[${index}].role`, 'developer', known);
    }
  },
  noSystemTemplate: (messages) => {
    if (messages[0]?.role === 'system') {
      const message = 'System role not supported';
      throw new Refusal(400, {
        object: 'error',
        message,
        type: 'BadRequestError',
        param: null,
        code: 400,
      });
    }
  },
  noDetail: (messages) => {
    const place = detailsIn(messages)[0]?.place;
    if (place) {
      const loc = ['body', 'messages', ...place, 'image_url', 'detail'];
      const problem = { type: 'extra_forbidden', loc, msg: 'Extra inputs are not permitted' };
      throw new Refusal(422, { detail: [problem] });
    }
  },
  noAutoDetail: (messages) => {
    if (detailsIn(messages).some(({ detail }) => detail === 'auto')) {
      const message = 'invalid params, invalid image detail: auto (2013)';
      throw new Refusal(400, { error: { type: 'bad_request_error', message, http_code: '400' } });
    }
  },
  noMaxTokens: (_, body) => {
    if ('max_tokens' in body) {
      throw invalidRequest(
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use " +
          "'max_completion_tokens' instead.",
        'max_tokens',
        'unsupported_parameter',
      );
    }
  },
  noMaxCompletionTokens: (_, body) => {
    if ('max_completion_tokens' in body) {
      const message = 'Unrecognized request argument supplied: max_completion_tokens';
      throw invalidRequest(message, null, null);
    }
  },
  noTemperature: (_, { temperature = 1 }) => {
    if (temperature !== 1) {
      throw invalidRequest(
        `Unsupported value: 'temperature' does not support ${String(temperature)} with this model. ` +
          'Only the default (1) value is supported.',
        'temperature',
        'unsupported_value',
      );
    }
  },
  noStream: (_, { stream }) => {
    if (stream === true) {
      throw invalidRequest(
        "Unsupported value: 'stream' does not support true with this model. Only the default " +
          '(false) value is supported.',
        'stream',
        'unsupported_value',
      );
    }
  },
  unverified: (_, { stream }) => {
    if (stream === true) {
      throw invalidRequest(
        'Your organization must be verified to stream this model. Please go to: ' +
          'https://platform.openai.com/settings/organization/general and click on Verify ' +
          'Organization. If you just verified, it can take up to 15 minutes for access to propagate.',
        'stream',
        'unsupported_value',
      );
    }
  },
  noJsonSchema: (_, body) => refuseFormat(body, 'json_schema'),
  noJsonObject: (_, body) => refuseFormat(body, 'json_object'),
  noSchemaType: (_, body) => {
    if (formatOf(body) === 'json_schema') {
      throw invalidRequest(
        'This response_format type is unavailable now',
        null,
        'invalid_request_error',
      );
    }
  },
  noResponseFormat: (_, body) => {
    if ('response_format' in body) {
      const message = 'Unrecognized request argument supplied: response_format';
      throw invalidRequest(message, null, null);
    }
  },
  noGrammar: (_, body) => {
    if (formatOf(body) === 'json_schema') {
      throw new Refusal(400, {
        error: {
          code: 400,
          message: 'JSON schema conversion failed:\nUnrecognized schema: {"description":"alt"}',
          type: 'invalid_request_error',
        },
      });
    }
  },
  ignoresFormat: () => undefined,
  noStreamOptions: (_, body) => {
    if ('stream_options' in body) {
      const loc = ['body', 'stream_options'];
      const problem = { type: 'extra_forbidden', loc, msg: 'Extra inputs are not permitted' };
      throw new Refusal(422, {
        object: 'error',
        message: { detail: [problem] },
        type: 'invalid_request_error',
        param: null,
        code: null,
      });
    }
  },
};

function formatOf({ response_format: format }: JsonObject): unknown {
  return isObject(format) ? format.type : undefined;
}

function refuseFormat(body: JsonObject, type: string): void {
  if (formatOf(body) === type) {
    throw invalidRequest(
      `Invalid parameter: 'response_format' of type '${type}' is not supported with this model. ` +
        'Learn more about supported models at the Structured Outputs guide: ' +
        'https://platform.openai.com/docs/guides/structured-outputs',
      'response_format',
      null,
    );
  }
}

function detailsIn(messages: readonly JsonObject[]) {
  return messages.flatMap(({ role, content }, index) =>
    (Array.isArray(content) ? (content as unknown[]) : []).flatMap((part, at) => {
      const image = isObject(part) && isObject(part.image_url) ? part.image_url : {};
      return 'detail' in image
        ? [{ place: [index, String(role), 'content', at], detail: image.detail }]
        : [];
    }),
  );
}

function messagesOf(body: unknown): JsonObject[] {
  const messages = isObject(body) && Array.isArray(body.messages) ? body.messages : [];
  return (messages as unknown[]).filter(isObject);
}
