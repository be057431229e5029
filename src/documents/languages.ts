import { asciidoc } from './asciidoc';
import type { MarkupLanguage } from './language';
import { markdownLanguage } from './markdown';
import { restructuredText } from './restructuredText';
import { tagLanguage } from './tags';

const languages = new Map<string, MarkupLanguage>([
  ['markdown', markdownLanguage(false)],
  ['mdx', markdownLanguage(true)],
  ['html', tagLanguage('html')],
  ['vue', tagLanguage('vue')],
  ['svelte', tagLanguage('svelte')],
  ['astro', tagLanguage('astro')],
  ['javascriptreact', tagLanguage('jsx')],
  ['typescriptreact', tagLanguage('jsx')],
  ['asciidoc', asciidoc],
  ['restructuredtext', restructuredText],
]);

/** The markup language of documents that VS Code gives this language id. */
export function languageOf(languageId: string): MarkupLanguage | undefined {
  return languages.get(languageId);
}
