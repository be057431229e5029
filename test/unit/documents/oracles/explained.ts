/** A difference that is right, and why; `where` is a document's name, `text` what its text holds. */
export interface Explained {
  readonly language: string;
  readonly where?: RegExp;
  readonly difference?: RegExp;
  /** Of a mutated document; left out in one as it is. */
  readonly text?: RegExp;
  readonly reason: string;
}

/** A tag whose name, or the name of an attribute, holds a mark. */
const marksInNames =
  /<[a-z]+\d?(?:[^\sa-z\d>/:-]|(?:[^>"']|"[^"]*"|'[^']*')*?\s[^\s=>"']*["'<{}])/i;

export const explained: readonly Explained[] = [
  {
    language: 'markdown',
    where: /attributes|pandoc/,
    difference: /login|logout|order\.png|regions|cover/,
    reason:
      'CommonMark has no attribute lists: MkDocs, kramdown and Pandoc take the alt text there.',
  },
  {
    language: 'markdown',
    where: /obsidian/,
    difference: /door|window/,
    reason: 'In Obsidian the number behind `|` is the width of the image and no alt text.',
  },
  {
    language: 'quarto',
    difference: /sales|opening|van|north|south|square/,
    reason: 'Quarto shows the brackets of an image that stands alone as its caption.',
  },
  {
    language: 'restructuredtext',
    difference: /(?:star|gear)\S*",null\]$|"(?:star|gear)"\]$/,
    reason: 'docutils gives a substitution its name for an alt text where the author wrote none.',
  },
  {
    language: 'restructuredtext',
    text: /^( *)\.\. figure::.*\r?\n(?:\1 {3}.*\r?\n)+(?:[ \t]*\r?\n)+\1 {1,2}[^ \r\n]/m,
    reason: 'To docutils, a caption that is indented less than the options makes these no options.',
  },
  {
    language: 'markdown',
    text: /\0/,
    reason: 'micromark puts a mark for NUL first and so sees no control character in an address.',
  },
  {
    language: 'markdown',
    text: /!\[[^\]]*<\/?\w/,
    reason: 'mdast counts tags of HTML to the alt text; the plain text of CommonMark has none.',
  },
  {
    language: 'ipynb',
    text: /!\[[^\]]*<\/?\w/,
    reason: 'mdast counts tags of HTML to the alt text; the plain text of CommonMark has none.',
  },
  {
    language: 'vue',
    text: /(?<=\s):?alt="[^"]*"[^>]*\s:?alt=/,
    reason:
      'Of two alt texts, one bound and one not, Vue takes the last and we the one that is text.',
  },
  {
    language: 'vue',
    difference: /no-\d/,
    text: /<\/?s(?!cript setup lang="ts">$|cript>$|tyle scoped>$|tyle>$)/m,
    reason: 'At the root of a file Vue takes the content of any broken tag for text.',
  },
  {
    language: 'html',
    text: marksInNames,
    reason: 'In a broken tag a browser takes stray marks for a part of a name; we read past them.',
  },
  {
    language: 'html',
    text: /<(?:textarea|script|style|title)[^>]*\/>/,
    reason: 'To a browser the slash closes no element of HTML; we take it as the author means it.',
  },
  {
    language: 'html',
    text: /[\u2028\ufeff]/,
    reason: 'Only the white space of ASCII parts attributes in a browser.',
  },
  {
    language: 'asciidoc',
    difference: /"icons\/end|"orders/,
    text: /\["[^"\n]*(?:"[^,\]\n]|\\)/,
    reason: 'A quoted attribute with more quotes in it is read in many ways.',
  },
];
