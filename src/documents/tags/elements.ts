/** Elements that running text goes on through, and components that are named like such. */
const inline =
  /^(?:a|abbr|acronym|b|bdi|bdo|big|br|cite|code|data|del|dfn|em|font|i|img|image|ins|kbd|label|mark|nobr|picture|q|ruby|rb|rt|rp|s|samp|small|source|span|strike|strong|sub|sup|time|tt|u|var|wbr|button|text|trans|trans\.\w+|icon|nuxt-?img|nextimage|link|navlink|nextlink|nuxt-?link|router-?link|enhanced:img|fragment|t|)$/i;
const unread =
  /^(?:pre|svg|math|select|datalist|object|audio|video|canvas|script|style|template-code|code-?block|highlight|mermaid)$/i;
const images = /^(?:img|image|nextimage|nuxt-?img|enhanced:img)$/i;

/** Whether an element is a block of its own, or holds such. */
export function isBlock(name: string): boolean {
  return !inline.test(name);
}

/** Whether the text in an element is no running text: code, drawings and controls. */
export function isUnread(name: string): boolean {
  return unread.test(name);
}

/** Whether an element shows an image by itself. */
export function showsImage(name: string): boolean {
  return images.test(name);
}
