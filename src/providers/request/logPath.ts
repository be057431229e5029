/** Parts of the paths of known APIs; whatever else stands in a path may be a token of a gateway. */
const known =
  /^(?:openai|v\d+(?:beta|alpha)?|api|deployments|extensions|chat|completions|models|model|info|props|tags|show|version|files|content|batches|cancel|computervision|imageanalysis:analyze)?$/;

/** A URL's path as the log may have it: what is no part of a known API, nor the deployment, is left out. */
export function loggedPath(pathname: string, deployment?: string): string {
  return pathname
    .split('/')
    .map((part) => (known.test(part) || part === encodeURIComponent(deployment ?? '') ? part : '…'))
    .join('/');
}

/** What stands in a URL's path and looks like a token: no text may repeat it. */
export function secretsInPath(url: string): string[] {
  return new URL(url).pathname
    .split('/')
    .filter((part) => !known.test(part) && part.length >= 16 && /\d/.test(part));
}
