import { a, data, done, stop, type Oddity } from './streamOddities';

const failed = (what: string, body: string, end: string, text = 'Grün '): Oddity => ({
  what,
  body,
  text,
  end,
});

/** What is told as a failure, after what came before it. */
export const brokenStreams: readonly Oddity[] = [
  failed('an end without a finish', a, 'replyCut'),
  failed('[DONE] without a finish', a + done, 'replyCut'),
  failed('an event that is cut', `${a}data: {"choi`, 'replyCut'),
  failed('an event that is no JSON', `${a}data: {"choi\n\n`, 'replyGarbled'),
  failed('an event of a text', `${a}data: Hello\n\n`, 'replyGarbled'),
  failed(
    'an error among the chunks',
    a + data({ error: { message: 'Overloaded', code: 503 } }),
    'serverFailed',
  ),
  failed(
    'an event that is called error',
    `${a}event: error\ndata: {"message":"Overloaded"}\n\n`,
    'serverFailed',
  ),
  failed('an error in a field', `${a}error: {"message":"Overloaded"}\n\n`, 'serverFailed'),
  failed('an error that is a text', a + data({ error: 'Overloaded' }), 'serverFailed'),
  failed(
    'an error in the place of a reply',
    data({ error: { message: 'Slow down', code: 429 } }),
    'rateLimited',
    '',
  ),
  failed('nothing', '', 'replyEmpty', ''),
  failed('empty lines', '\n\n\n', 'replyEmpty', ''),
  failed('comments alone', ': ping\n\n: ping\n\n', 'replyEmpty', ''),
  failed('[DONE] alone', done, 'replyEmpty', ''),
  failed('an end without a word', stop + done, 'replyEmpty', ''),
  failed('a page', '<!DOCTYPE html><title>Sign in</title>', 'replyGarbled', ''),
  failed('a page as data', 'data: <html>\n\n', 'replyGarbled', ''),
  failed('a text', 'Hello there', 'replyGarbled', ''),
  failed('noise', '\u0000\u0001\u0002\u0003', 'replyGarbled', ''),
  failed('half a JSON', '{"choices": [{"mess', 'replyGarbled', ''),
  failed(
    'chunks of another protocol',
    data({ type: 'content_block_delta', delta: { text: 'Hi' } }),
    'replyGarbled',
    '',
  ),
];
