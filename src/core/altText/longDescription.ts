/** Where a long description stands: nowhere, in a fold, in the figure's caption, or in a section of its own. */
export type LongDescriptionForm = 'off' | 'details' | 'figcaption' | 'section';

export const longDescriptionForms: readonly LongDescriptionForm[] = [
  'off',
  'details',
  'figcaption',
  'section',
];

/** How what leads to a description is written. */
export interface LongDescriptionOptions {
  /** The words of the summary or heading. */
  readonly label?: string;
  /** 1 to 6. */
  readonly headingLevel?: number;
}

/**
 * The markup of a long description, to be put behind its image, or into its figure; empty for an empty
 * text and for `off`. The text is plain paragraphs with blank lines between them, and nothing in it becomes
 * markup. Lines end with `\n`. Source of the forms: W3C WAI Images Tutorial, "Complex Images", approaches 2 and 3.
 */
export function longDescriptionMarkup(
  form: LongDescriptionForm,
  text: string,
  syntax: 'markdown' | 'html',
  { label = 'Image description', headingLevel = 4 }: LongDescriptionOptions = {},
): string {
  const paragraphs = paragraphsOf(text);
  if (paragraphs.length === 0) {
    return '';
  }
  const html = paragraphs.map((paragraph) => `<p>${htmlText(paragraph)}</p>`).join('\n');
  const level = Math.min(6, Math.max(1, Math.trunc(headingLevel) || 4));
  switch (form) {
    case 'off':
      return '';
    case 'details':
      // Without a blank line in it, Markdown takes it as HTML to its end.
      return `<details>\n<summary>${htmlText(label)}</summary>\n${html}\n</details>`;
    case 'figcaption':
      return `<figcaption>\n${html}\n</figcaption>`;
    case 'section':
      return syntax === 'html'
        ? `<section>\n<h${level}>${htmlText(label)}</h${level}>\n${html}\n</section>`
        : [`${'#'.repeat(level)} ${markdownText(label)}`, ...paragraphs.map(markdownText)].join(
            '\n\n',
          );
  }
}

function paragraphsOf(text: string): string[] {
  const paragraphs: string[] = [];
  let isOpen = false;
  for (const line of text.split(/\r\n?|[\n\v\f\u0085\u2028\u2029]/)) {
    const words = line.replaceAll(/\s+/g, ' ').trim();
    if (words !== '' && isOpen) {
      paragraphs.push(`${paragraphs.pop() ?? ''} ${words}`);
    } else if (words !== '') {
      paragraphs.push(words);
    }
    isOpen = words !== '';
  }
  return paragraphs;
}

const characters = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  // Expressions, where the HTML is that of MDX, Vue or Svelte.
  ['{', '&#123;'],
  ['}', '&#125;'],
]);

function htmlText(text: string): string {
  return text.replaceAll(/[&<>"{}]/g, (character) => characters.get(character) ?? character);
}

function markdownText(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]<>{}#|~&$!]/g, String.raw`\$&`)
    .replace(/^[-+=]/, String.raw`\$&`)
    .replace(/^(\d{1,9})([.)])/, String.raw`$1\$2`);
}
