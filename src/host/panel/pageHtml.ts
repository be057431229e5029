/** What a page is made of; `script` and `style` are addresses that its webview may load. */
export interface PageParts {
  readonly nonce: string;
  readonly script: string;
  readonly style: string;
  /** What the webview calls its own origin in a content security policy. */
  readonly cspSource: string;
  readonly language: string;
}

/** The HTML of a page: one script, one style sheet, pictures that it has already, and nothing from elsewhere. */
export function pageHtml({ nonce, script, style, cspSource, language }: PageParts): string {
  const policy = [
    "default-src 'none'",
    'img-src blob: data:',
    `style-src ${cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${style}">
  <title>Sightline</title>
</head>
<body>
  <main id="root"></main>
  <script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
