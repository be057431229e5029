const linkable = /^(?:https?:\/\/[^/]|mailto:[^/])/i;

/** True for the addresses that a reply may link to: absolute http, https and mailto. */
export function isLinkable(href: string): boolean {
  return linkable.test(href) && URL.canParse(href);
}
