import { isObject, type JsonObject } from './json';
import type { Finish, ReplyInfo, Shapes } from './service';
import type { FoundSpan } from './types';

/** What is found where the behaviour says nothing else. */
const usualSpans: readonly FoundSpan[] = [
  { text: 'image 1', polygon: boxed(0.1, 0.2, 0.6, 0.9) },
  { text: 'seen by the emulator', polygon: boxed(0, 0, 0.25, 0.125) },
];

/**
 * Replies of the extensions as the document shows them: `finish_details` in the place of `finish_reason`, and
 * with the whole text `enhancements.grounding`. Other replies as `shapes` has them.
 */
export function withExtensions(shapes: Shapes): Shapes {
  return {
    first: (info) => shapes.first(info).map((chunk) => shaped(info, chunk)),
    text: (info, text) => shaped(info, shapes.text(info, text)),
    finish: (info, finish, text) =>
      shaped(info, shapes.finish(info, finish, text), finish, groundingOf(text, info.spans)),
    usage: (info, usage) => shaped(info, shapes.usage(info, usage)),
    whole: (info, text, finish, usage) =>
      shaped(info, shapes.whole(info, text, finish, usage), finish, groundingOf(text, info.spans)),
  };
}

function shaped(
  { target }: ReplyInfo,
  value: unknown,
  finish?: Finish,
  enhancements?: object,
): unknown {
  if (target.isExtension !== true || !isObject(value)) {
    return value;
  }
  const choices = (Array.isArray(value.choices) ? (value.choices as unknown[]) : []).filter(
    isObject,
  );
  return {
    ...value,
    ...(value.model !== '' && { model: 'gpt-4' }),
    choices: choices.map(({ finish_reason: _, logprobs: __, message, ...choice }) => ({
      ...choice,
      finish_details: finish ? detailsOf(finish) : null,
      ...(isObject(message) && { message: plain(message) }),
      ...enhancements,
    })),
  };
}

function plain({ role, content }: JsonObject): JsonObject {
  return { role, content };
}

/** "If `finish_details.type` is `stop`, then there is another `stop` property". */
function detailsOf({ reason }: Finish): object | null {
  switch (reason) {
    case 'stop':
      return { type: 'stop', stop: '<|fim_suffix|>' };
    case 'length':
      return { type: 'max_tokens' };
    case 'content_filter':
      return { type: 'content_filter' };
    case null:
      return null;
  }
}

/** Offsets and lengths count Unicode code points; a span's text is in lower case, as in the document. */
function groundingOf(text: string, spans = usualSpans): object {
  const lower = text.toLowerCase();
  const found = spans.flatMap(({ text: span, polygon, offset }) => {
    const at = lower.indexOf(span);
    return at < 0 && offset === undefined
      ? []
      : [
          {
            text: span,
            length: Array.from(span).length,
            offset: offset ?? Array.from(text.slice(0, at)).length,
            polygon,
          },
        ];
  });
  const grounding = { lines: [{ text, spans: found }], status: 'Success' };
  return { enhancements: { grounding } };
}

function boxed(left: number, top: number, right: number, bottom: number) {
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
}
