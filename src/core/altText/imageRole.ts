/**
 * What an image is there for, as far as its document tells: `link` is one that a link or button shows,
 * `complex` one that holds more than a sentence can say, such as a chart, `redundant` one whose alt text
 * says again what its caption or the text beside it says.
 */
export type ImageRole = 'informative' | 'link' | 'decorative' | 'complex' | 'redundant';
