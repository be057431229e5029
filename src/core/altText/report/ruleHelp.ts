import type { FindingRule } from '../check/finding';

/** What a rule is about, and what to do where it is broken. */
export interface RuleHelp {
  readonly title: string;
  readonly help: string;
}

export const ruleHelp: Readonly<Record<FindingRule, RuleHelp>> = {
  missing: {
    title: 'No alt text',
    help: 'Say in a sentence what the image is there for. Mark an image that only decorates as decorative, in HTML with alt="".',
  },
  namelessLink: {
    title: 'Link without a name',
    help: 'The image is all that the link shows, or names it together with words: its alt text is to say where the link leads.',
  },
  placeholder: {
    title: 'Alt text that says nothing',
    help: 'Put what the image shows in place of the words that a template or an editor left.',
  },
  fileName: {
    title: 'File name as alt text',
    help: 'Say what the image shows: a file name is read out letter by letter.',
  },
  tooShort: { title: 'Alt text too short', help: 'Say more: the style asks for a minimum length.' },
  tooLong: {
    title: 'Alt text too long',
    help: 'Say less, and put what is left into the text around the image or into a long description.',
  },
  opening: {
    title: 'Opening of the alt text',
    help: 'Begin with the kind of image, or with one of the words that the style allows.',
  },
  redundantOpening: {
    title: 'Redundant opening',
    help: 'Leave out the words that only say that there is an image: screen readers say so.',
  },
  finalPunctuation: {
    title: 'Final punctuation',
    help: 'End the text as the style asks, so that screen readers pause, or do not.',
  },
  forbidden: {
    title: 'Forbidden phrase',
    help: 'Use other words: the rules of this repository forbid the phrase.',
  },
  glossary: {
    title: 'Term against the glossary',
    help: 'Use the term that the glossary has in place of this one.',
  },
  repeatsCaption: {
    title: 'Alt text repeats the caption',
    help: 'Say what the caption does not, or mark the image as decorative: both are read out.',
  },
  markup: {
    title: 'Markup in the alt text',
    help: 'Write plain text: markup is read out as it is written.',
  },
  newLine: { title: 'Line break in the alt text', help: 'Write the text on one line.' },
  repeatedText: {
    title: 'One alt text for several images',
    help: 'Say what tells each image from the others.',
  },
  brokenImage: {
    title: 'Image not found',
    help: 'Correct the path, or add the file.',
  },
  otherCase: {
    title: 'Image name in other capital letters',
    help: 'Write the name as the file has it: most servers tell capital letters from small ones.',
  },
  changedImage: {
    title: 'Image changed since its alt text',
    help: 'Look whether the text still tells what the image shows.',
  },
  unreferencedImage: {
    title: 'Image that no document shows',
    help: 'Remove the file, or show it.',
  },
};
