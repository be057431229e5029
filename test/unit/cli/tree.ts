import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Writes files by their paths into a new folder, pictures where a path ends as one, and gives the folder. */
export function treeOf(files: Readonly<Record<string, string>>): string {
  // macOS has its folder of temporary files behind a link.
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'sightline-check-')));
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, name.endsWith('.png') ? png : text);
  }
  return folder;
}

const good = 'Screenshot of the form with an error message below it.';

/** What stands in each line of a document, an empty line between them, with the rules that it breaks. */
const lines: [rules: string, markup: string][] = [
  ['', `![${good}](img/a.png)`],
  ['', `![${good}](img/a.png)`],
  ['missing', '![](img/a.png)'],
  ['namelessLink', '[![](img/a.png)](https://example.com)'],
  ['placeholder', '![image](img/a.png)'],
  ['fileName', '![form-1](img/form-1.png)'],
  ['tooShort', '![Screenshot of a form.](img/a.png)'],
  ['tooLong', `![Screenshot of ${'a very '.repeat(20)}long form.](img/a.png)`],
  ['opening', '![The form with an error message below its password field.](img/a.png)'],
  ['redundantOpening', '![Image of a screenshot that shows the form in the dark.](img/a.png)'],
  ['finalPunctuation', '![Screenshot of the form with the message in red below](img/a.png)'],
  ['forbidden', '![Screenshot of the form that says click here to go on.](img/a.png)'],
  ['glossary', '![Screenshot of the log-in form with an error message.](img/a.png)'],
  ['markup', '![Screenshot of the &lt;b&gt;form&lt;/b&gt; with an error message.](img/a.png)'],
  ['brokenImage', '![Screenshot of the form that nobody has any more.](img/none.png)'],
  ['otherCase', '![Screenshot of the form with the message in green.](img/A.png)'],
  ['repeatedText', '![Screenshot of a dialog with two buttons, both blue.](img/a.png)'],
  ['repeatedText', '![Screenshot of a dialog with two buttons, both blue.](img/b.png)'],
];

const page = `<figure>
  <img src="img/a.png" alt="Screenshot of the settings with the theme selected.">
  <figcaption>Screenshot of the settings with the theme selected.</figcaption>
</figure>
<p><img src="img/b.png" alt="Screenshot of the list
with all of its seven filters shown."></p>
`;

/** A repository in which everything is found that can be without a model. */
export const everything: Readonly<Record<string, string>> = {
  '.git/HEAD': '',
  '.sightline.json': JSON.stringify({
    altText: {
      style: 'github',
      rules: { forbidden: ['click here'] },
      glossary: { 'log-in': 'sign-in' },
    },
    folders: { exclude: ['old'] },
  }),
  'docs/a.md': lines.map(([, markup]) => `${markup}\n`).join('\n'),
  'docs/page.html': page,
  'docs/img/a.png': '',
  'docs/img/b.png': '',
  'docs/img/form-1.png': '',
  'docs/img/logo.png': '',
  'docs/img/spare.png': '',
  'docs/style.css': 'a { background: url(img/logo.png) }',
  'node_modules/x/README.md': '![](none.png)',
  'old/b.md': '![](none.png)',
};

/** What is found in it, as `path:line rule`. */
export const everyFinding: readonly string[] = [
  ...lines.flatMap(([rule], index) => (rule === '' ? [] : [`docs/a.md:${2 * index + 1} ${rule}`])),
  'docs/img/spare.png unreferencedImage',
  'docs/page.html:2 repeatsCaption',
  'docs/page.html:5 newLine',
];
