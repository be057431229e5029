import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'esbuild';
import { pageHtml } from '../../../src/host/panel/pageHtml';
import { root } from '../../support/paths';
import themes from './themes.json';

export type Theme = keyof typeof themes;

/** The programs of the extension's pages, and that of the viewer alone, each with the sources of its script and its style sheet. */
const programs = {
  panel: { script: 'src/webview/conversation/main.ts', style: 'media/panel.css' },
  review: { script: 'src/webview/altTextReview/main.ts', style: 'media/review.css' },
  viewer: { script: 'test/ui/webview/viewerProgram.ts', style: 'media/panel.css' },
} as const;

export type Program = keyof typeof programs;

/** The extension's pages, one for each program and theme, on a server of this process. */
export interface PanelFiles {
  /** The address of a program's page in a theme. */
  pageIn(program: Program, theme: Theme): string;
  /** A theme: the address of its style sheet, and the class of the page's body. */
  theme(theme: Theme): { readonly style: string; readonly bodyClass: string };
  /** True for an address that a page may ask for. */
  has(url: string): boolean;
  close(): Promise<void>;
}

interface File {
  readonly type: string;
  readonly body: string;
}

/** Bundles the programs and serves them with the page that ships and what VS Code adds to it. */
export async function servePanel(): Promise<PanelFiles> {
  const names = Object.keys(programs) as Program[];
  const files = new Map<string, File>([
    ...(await Promise.all(names.map(bundle))).flat(),
    ['/vscode.css', css(await readFile(path.join(__dirname, 'vscode.css'), 'utf8'))],
    // Chromium asks for it by itself.
    ['/favicon.ico', { type: 'image/x-icon', body: '' }],
  ]);
  const server = createServer(({ url = '' }, response) => {
    const file = files.get(withoutQuery(url));
    response.writeHead(file ? 200 : 404, {
      'Content-Type': file?.type ?? 'text/plain',
      'Cache-Control': 'max-age=3600',
    });
    response.end(file?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const theme of Object.keys(themes) as Theme[]) {
    for (const name of names) {
      files.set(`/${name}/${theme}.html`, { type: 'text/html', body: html(name, theme, origin) });
    }
    files.set(`/${theme}.css`, css(themeStyles(theme)));
  }
  return {
    pageIn: (name, theme) => `${origin}/${name}/${theme}.html`,
    theme: (theme) => ({ style: `${origin}/${theme}.css`, bodyClass: themes[theme].bodyClass }),
    has: (url) => url.startsWith(origin) && files.has(withoutQuery(url.slice(origin.length))),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function withoutQuery(url: string): string {
  return url.replace(/\?.*/s, '');
}

function css(body: string): File {
  return { type: 'text/css', body };
}

async function bundle(name: Program): Promise<[string, File][]> {
  const { script, style } = programs[name];
  const { outputFiles } = await build({
    entryPoints: [script, style].map((file) => path.join(root, file)),
    outdir: path.join(root, 'out'),
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2023',
    logLevel: 'silent',
  });
  const text = (ending: string): string =>
    outputFiles.find(({ path: file }) => file.endsWith(ending))?.text ?? '';
  return [
    [`/${name}/script.js`, { type: 'text/javascript', body: text('.js') }],
    [`/${name}/style.css`, css(text('.css'))],
  ];
}

/** The page that ships, with what VS Code itself adds to it. */
function html(name: Program, theme: Theme, origin: string): string {
  const shipped = pageHtml({
    nonce: 'test',
    script: `/${name}/script.js`,
    style: `/${name}/style.css`,
    cspSource: origin,
    language: 'en',
  });
  const added = `<link class="theme" rel="stylesheet" href="/${theme}.css"><link rel="stylesheet" href="/vscode.css">`;
  return shipped
    .replace('<link', `${added}<link`)
    .replace('<body>', `<body class="${themes[theme].bodyClass}">`);
}

/** The values that VS Code 1.139 computes for its own themes, on the root as VS Code sets them. */
function themeStyles(theme: Theme): string {
  const fonts = {
    '--vscode-font-family': 'system-ui, sans-serif',
    '--vscode-font-size': '13px',
    '--vscode-font-weight': 'normal',
    '--vscode-editor-font-family': 'monospace',
    '--monaco-monospace-font': 'monospace',
  };
  const rules = Object.entries({ ...fonts, ...themes[theme].variables }).map(
    ([name, value]) => `${name}: ${value};`,
  );
  const scheme = theme === 'light' || theme === 'hc-light' ? 'light' : 'dark';
  return `:root { color-scheme: ${scheme}; ${rules.join(' ')} } html { background: var(--vscode-editor-background); }`;
}
