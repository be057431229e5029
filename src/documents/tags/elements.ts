/** Elements that running text goes on through, and components that are named like such. */
const inline = new Set(
  (
    'a abbr acronym b bdi bdo big br button cite code data del dfn em font i img image ins kbd label mark nobr ' +
    'picture q rb rp rt ruby s samp small source span strike strong sub sup text time tt u var wbr ' +
    'enhanced:img fragment icon link navlink nextimage nextlink nuxt-img nuxt-link nuxtimg nuxtlink router-link ' +
    'routerlink t trans'
  ).split(' '),
).add('');
const unread = new Set(
  (
    'audio canvas datalist math object pre script select style svg video ' +
    'code-block codeblock highlight mermaid'
  ).split(' '),
);
const images = new Set('enhanced:img image img nextimage nuxt-img nuxtimg'.split(' '));

/** Whether an element is a block of its own, or holds such. All names are in small letters. */
export function isBlock(name: string): boolean {
  return !inline.has(name);
}

/** Whether the text in an element is no running text: code, drawings and controls. */
export function isUnread(name: string): boolean {
  return unread.has(name);
}

/** Whether an element shows an image by itself. */
export function showsImage(name: string): boolean {
  return images.has(name);
}
