/** A reply taken apart: what the model thought aloud, and what it answers. */
export interface SplitReply {
  /** The thoughts without their marks; empty where there are none. */
  readonly thoughts: string;
  readonly answer: string;
  /** Whether the reply ends inside a thought: it is still thinking, or was cut there. */
  readonly thinking: boolean;
}

const names = 'think|thinking|thoughts?|reason|reasoning|reflection|scratchpad';
const opens = new RegExp(
  `^(?:<(?:seed:)?(?:${names})(?: [^<>\\n]{0,80})?>|\\[think\\]|◁think▷|<\\|begin_of_thought\\|>)`,
  'i',
);
const closes = new RegExp(
  `</(?:seed:)?(?:${names})\\s?>|\\[/think\\]|◁/think▷|<\\|end_of_thought\\|>`,
  'i',
);
const longestMark = 100;
const sentenceEnd = /[.!?…。！？]["”)]?\s?$/;

/**
 * Splits what has arrived of a reply. Thoughts stand between tags such as `<think>` at the beginning
 * or on a line of their own; a closing tag alone ends thoughts whose opening tag the server kept, an
 * opening one alone begins thoughts up to the end. What stands in code is no tag.
 *
 * `ended` says that no more will come. Until then what may become a tag (`<thi`) is held back, so
 * that a growing reply never shows a piece of a tag; what begins as an answer and turns out by its
 * closing tag to be thoughts cannot be told earlier.
 */
export function splitThoughts(reply: string, ended = true): SplitReply {
  const thoughts: string[] = [];
  const answer: string[] = [];
  const alone = loneClosingTag(reply);
  let rest = alone === undefined ? reply : reply.slice(alone.end);
  if (alone !== undefined) {
    thoughts.push(reply.slice(0, alone.start));
  }
  let thinking = false;
  for (let opening = openingTag(rest); opening !== undefined; opening = openingTag(rest)) {
    answer.push(rest.slice(0, opening.start));
    rest = rest.slice(opening.end);
    const closing = closes.exec(rest);
    thoughts.push(rest.slice(0, closing?.index));
    thinking = closing === null;
    rest = closing === null ? '' : rest.slice(closing.index + closing[0].length);
  }
  if (thoughts.length === 0) {
    return { thoughts: '', answer: ended ? reply : withoutBegunTag(reply), thinking };
  }
  answer.push(ended ? rest : withoutBegunTag(rest));
  return { thoughts: join(thoughts), answer: bareAnswer(join(answer)), thinking };
}

/** A whole reply in, the answer without the thoughts out; empty where the model only thought. */
export function withoutThoughts(reply: string): string {
  return splitThoughts(reply).answer;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The first opening tag at the start of a line outside fenced code. */
function openingTag(text: string): Span | undefined {
  for (const { start, line, code } of lines(text)) {
    const indent = line.length - line.trimStart().length;
    const tag = code ? null : opens.exec(line.slice(indent, indent + longestMark));
    if (tag !== null) {
      return { start: start + indent, end: start + indent + tag[0].length };
    }
  }
  return undefined;
}

/**
 * A closing tag without an opening one before it, at the start or the end of a line or of a sentence:
 * elsewhere it is more likely something that the image shows.
 */
function loneClosingTag(text: string): Span | undefined {
  for (const { start, line, code } of lines(text)) {
    if (code) {
      continue;
    }
    const trimmed = line.trim();
    if (opens.test(trimmed)) {
      return undefined;
    }
    const tag = closes.exec(line);
    const isAtAnEnd =
      tag !== null &&
      (trimmed.startsWith(tag[0]) ||
        trimmed.endsWith(tag[0]) ||
        sentenceEnd.test(line.slice(0, tag.index)));
    if (isAtAnEnd) {
      return { start: start + tag.index, end: start + tag.index + tag[0].length };
    }
  }
  return undefined;
}

function* lines(text: string): Generator<{ start: number; line: string; code: boolean }> {
  let fence = '';
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline + 1;
    const line = text.slice(start, end);
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    yield { start, line, code: fence !== '' || mark !== undefined };
    if (mark !== undefined && fence === '') {
      fence = mark;
    } else if (mark?.startsWith(fence) === true) {
      fence = '';
    }
    start = end;
  }
}

/** Cuts off what may be the beginning of a tag at the very end. */
function withoutBegunTag(text: string): string {
  const line = text.slice(text.lastIndexOf('\n') + 1);
  const begun = Math.max(...['<', '[', '◁'].map((mark) => line.lastIndexOf(mark)));
  const tail = begun === -1 ? '' : line.slice(begun);
  const opening = line.slice(0, Math.max(0, begun)).trim() === '' && /^.[\w:|]{0,20}$/.test(tail);
  const closing = /^.\/[\w:|]{0,20}$/.test(tail);
  return opening || closing ? text.slice(0, text.length - tail.length) : text;
}

/** Some servers send the closing tag twice; models that wrap their thoughts often wrap the answer too. */
function bareAnswer(text: string): string {
  const stray = closes.exec(text.slice(0, longestMark));
  const answer = stray?.index === 0 ? text.slice(stray[0].length) : text;
  return answer
    .replace(/^\s*<answer>/i, '')
    .replace(/<\/answer>$/i, '')
    .trim();
}

function join(parts: readonly string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n');
}
