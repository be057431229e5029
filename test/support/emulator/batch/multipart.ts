/** A part of a form: a field's value, or a file. */
export interface Part {
  readonly name: string;
  readonly filename?: string;
  readonly type?: string;
  readonly bytes: Buffer;
}

/**
 * The parts of a `multipart/form-data` body (RFC 7578), read strictly: every line with CRLF, the boundary where it
 * must be, nothing before the first or after the last. Throws with what is wrong.
 */
export function readMultipart(contentType: string, body: Buffer): Part[] {
  const boundary = /^multipart\/form-data; *boundary=("?)([\w'()+,./:=? -]{1,70})\1$/.exec(
    contentType,
  )?.[2];
  if (boundary === undefined) {
    throw new Error(`no boundary in '${contentType}'`);
  }
  const mark = `--${boundary}`;
  const parts: Part[] = [];
  let at = expect(body, 0, mark);
  while (!startsWith(body, at, '--\r\n')) {
    at = expect(body, at, '\r\n');
    const head = body.indexOf('\r\n\r\n', at);
    const end = body.indexOf(`\r\n${mark}`, head + 2);
    if (head < 0 || end < 0) {
      throw new Error('a part does not end');
    }
    parts.push(partOf(body.toString('utf8', at, head), body.subarray(head + 4, end)));
    at = expect(body, end, `\r\n${mark}`);
  }
  if (at + 4 !== body.length) {
    throw new Error('something follows the last part');
  }
  return parts;
}

function partOf(head: string, bytes: Buffer): Part {
  const lines = head.split('\r\n').map((line) => /^([\w-]+): (.+)$/.exec(line));
  const headers = new Map(lines.map((line) => [line?.[1]?.toLowerCase(), line?.[2]]));
  const disposition = headers.get('content-disposition') ?? '';
  const [, name, , filename] =
    /^form-data; name="([^"]+)"(; filename="([^"]+)")?$/.exec(disposition) ?? [];
  const type = headers.get('content-type');
  if (name === undefined || headers.has(undefined)) {
    throw new Error(`the head of a part is '${head}'`);
  }
  return {
    name,
    ...(filename !== undefined && { filename }),
    ...(type !== undefined && { type }),
    bytes,
  };
}

function startsWith(body: Buffer, at: number, text: string): boolean {
  return body.toString('latin1', at, at + text.length) === text;
}

function expect(body: Buffer, at: number, text: string): number {
  if (!startsWith(body, at, text)) {
    throw new Error(`no '${text.trim()}' at byte ${at}`);
  }
  return at + text.length;
}
