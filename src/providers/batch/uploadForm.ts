/** How long an uploaded file is kept at most, in seconds: 14 days, the shortest that Azure takes. */
export const keptSeconds = 14 * 24 * 60 * 60;

/** When the service deletes what was uploaded or made, in the words of its API. */
export const expiry = { anchor: 'created_at', seconds: keptSeconds } as const;

/**
 * The form that uploads a batch file (`multipart/form-data`, RFC 7578). It holds the file as a part, so
 * that it is read while it is sent, and has a length.
 */
export function uploadForm(name: string, file: Blob, expires: boolean): Blob {
  // A Blob writes its type in lower case.
  const boundary = `sightline-${crypto.randomUUID()}`;
  const field = (head: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n`;
  const fields = {
    purpose: 'batch',
    ...(expires && {
      'expires_after[anchor]': expiry.anchor,
      'expires_after[seconds]': String(expiry.seconds),
    }),
  };
  return new Blob(
    [
      ...Object.entries(fields).map(([key, value]) => `${field(`name="${key}"`)}\r\n${value}\r\n`),
      `${field(`name="file"; filename="${name}"`)}Content-Type: application/jsonl\r\n\r\n`,
      file,
      `\r\n--${boundary}--\r\n`,
    ],
    { type: `multipart/form-data; boundary=${boundary}` },
  );
}
