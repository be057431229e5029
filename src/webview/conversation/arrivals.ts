/** What is pasted or dropped, as far as it matters here. */
export interface Transfer {
  readonly text: string;
  readonly fileNames: readonly string[];
}

/**
 * True where a paste is meant as its files. Office programs put a picture of what was copied beside its
 * text: then the text is meant. File managers put the names of files beside them: then the files are.
 */
export function meansFiles({ text, fileNames }: Transfer): boolean {
  if (fileNames.length === 0) {
    return false;
  }
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.every((line) => fileNames.some((name) => isNamed(line, name)));
}

/** By name, path or URL. */
function isNamed(line: string, name: string): boolean {
  const last = line.trim().split(/[/\\]/).at(-1) ?? '';
  return last === name || last === encodeURIComponent(name);
}

/** What VS Code and browsers drag for files that are not handed over as bytes, the best first. */
const uriTypes = ['application/vnd.code.uri-list', 'text/uri-list'] as const;
const resourcesType = 'resourceurls';

/** True where files are dragged, not a text or what the page itself shows. */
export function holdsFiles(types: readonly string[]): boolean {
  const known = ['files', resourcesType, ...uriTypes];
  return types.some((type) => known.includes(type.toLowerCase()));
}

/** The URIs of dragged files, each once; `read` gives the data of a type. */
export function urisIn(read: (type: string) => string): string[] {
  for (const type of uriTypes) {
    const lines = read(type).split(/\r?\n/);
    const uris = lines.filter((line) => line.trim() !== '' && !line.startsWith('#'));
    if (uris.length > 0) {
      return [...new Set(uris)];
    }
  }
  return resourcesIn(read(resourcesType));
}

function resourcesIn(json: string): string[] {
  try {
    const list: unknown = JSON.parse(json);
    const uris = Array.isArray(list) ? list.filter((uri) => typeof uri === 'string') : [];
    return [...new Set(uris)];
  } catch {
    return [];
  }
}
