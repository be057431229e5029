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
      return service.parse(body, target, headers);
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
