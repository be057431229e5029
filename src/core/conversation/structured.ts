import { isVisionError } from '../errors';
import { assistantMessage, userMessage } from './message';
import { sumUsage, type Finish, type ReplyEvent, type Usage } from './reply';
import { jsonIn } from './replyJson';
import type { VisionRequest } from './request';
import { schemaInWords, type ReplySchema } from './replySchema';
import { placeless } from './textRegion';

/** A question whose reply is wanted as JSON. */
export type StructuredRequest<Picture> = VisionRequest<Picture> & { readonly schema: ReplySchema };

/**
 * Answers with `data` in the place of text, where the reply holds JSON that `parse` takes (undefined means
 * it does not). Where it holds none, the model is asked once to mend it; where that does not help, or the
 * reply was cut, its text is passed on as it is, and until then as a draft. Other events pass at once, the
 * usage as the sum of both requests; the text or data comes when it is known, the regions of the first reply
 * after it, the finish last. Throws what the answer throws, after what had come; a failure while mending is no failure of the reply.
 */
export async function* structuredAnswer<T, Picture>(
  answer: (request: VisionRequest<Picture>, signal: AbortSignal) => AsyncIterable<ReplyEvent>,
  request: StructuredRequest<Picture>,
  parse: (value: unknown) => T | undefined,
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent<T>, void, undefined> {
  const first: Collected = { text: '' };
  try {
    yield* collecting(answer(request, signal), first);
  } catch (error) {
    yield* endOf(first);
    throw error;
  }
  let data = dataIn(first.text, parse);
  if (data === undefined && isWhole(first)) {
    const second: Collected = { text: '', isMended: true, before: first.usage };
    try {
      yield* collecting(answer(mending(request, first.text), signal), second);
      data = dataIn(second.text, parse);
    } catch (error) {
      if (!isVisionError(error)) {
        throw error;
      }
    }
  }
  if (data === undefined) {
    yield* endOf(first);
  } else {
    yield { type: 'data', data };
    yield* endOf({ ...first, text: '', isData: true });
  }
}

type Regions = Extract<ReplyEvent, { type: 'regions' }>;

/** What came of a reply. */
interface Collected {
  text: string;
  finish?: Finish;
  usage?: Usage;
  regions?: Regions;
  /** What is shown is made of its data. */
  readonly isData?: true;
  /** The draft is that of the first request. */
  readonly isMended?: true;
  /** What an earlier request for the same reply used. */
  readonly before?: Usage | undefined;
}

/** Keeps the text, the regions and the finish of a reply and passes the rest on, the text as a draft. */
async function* collecting(
  events: AsyncIterable<ReplyEvent>,
  collected: Collected,
): AsyncGenerator<
  Exclude<ReplyEvent, { type: 'data' | 'text' | 'regions' | 'finish' }>,
  void,
  undefined
> {
  for await (const event of events) {
    if (event.type === 'text') {
      collected.text += event.text;
      if (!collected.isMended) {
        yield { type: 'draft', text: event.text };
      }
    } else if (event.type === 'finish') {
      collected.finish = event.finish;
    } else if (event.type === 'regions') {
      collected.regions = event;
    } else if (event.type === 'usage') {
      collected.usage = event.usage;
      yield { type: 'usage', usage: sumUsage(collected.before, event.usage) };
    } else if (event.type !== 'data') {
      yield event;
    }
  }
}

/** True where the model had its say: a reply cut by a limit or a filter is no mistake of form. */
function isWhole({ text, finish }: Collected): boolean {
  return text !== '' && (finish?.reason === 'stop' || finish?.reason === 'other');
}

function* endOf({
  text,
  finish,
  regions,
  isData,
}: Collected): Generator<ReplyEvent<never>, void, undefined> {
  if (text !== '') {
    yield { type: 'text', text };
  }
  if (regions) {
    yield isData ? { ...regions, regions: placeless(regions.regions) } : regions;
  }
  if (finish) {
    yield { type: 'finish', finish };
  }
}

/** The first JSON in a text that `parse` takes; undefined for none. */
export function dataIn<T>(text: string, parse: (value: unknown) => T | undefined): T | undefined {
  for (const value of jsonIn(text)) {
    const data = parse(value);
    if (data !== undefined) {
      return data;
    }
  }
  return undefined;
}

/** The conversation goes on with the reply and what was wrong with it. */
function mending<Picture>(
  request: StructuredRequest<Picture>,
  reply: string,
): VisionRequest<Picture> {
  const { value } = jsonIn(reply).next();
  const fault =
    value === undefined
      ? 'Your reply cannot be read as JSON.'
      : 'Your reply is JSON, but not of the schema: a property is missing, or has another type.';
  const messages = [
    ...request.messages,
    assistantMessage(reply),
    userMessage<Picture>(`${fault} Say the same again. ${schemaInWords(request.schema)}`),
  ];
  return { ...request, messages };
}
