import type { Entries, Files } from '../../../../src/documents/repository';

/** Files by their paths: texts, bytes, or what reading them fails with. */
export type Tree = Readonly<Record<string, string | Uint8Array | Error>>;

/** The files of a tree, the links to folders in it, and which folders were listed, in order. */
export function filesOf(
  tree: Tree,
  links: readonly string[] = [],
): Files & { readonly listed: string[] } {
  const folders = new Map<string, { files: Set<string>; folders: Set<string>; links: string[] }>();
  const folder = (path: string) => {
    const known = folders.get(path) ?? { files: new Set(), folders: new Set(), links: [] };
    folders.set(path, known);
    return known;
  };
  const split = (path: string): [string, string] => {
    const slash = path.lastIndexOf('/');
    return [path.slice(0, slash) || '/', path.slice(slash + 1)];
  };
  const put = (path: string, kind: 'files' | 'folders') => {
    const [parent, name] = split(path);
    folder(parent)[kind].add(name);
    if (parent !== '/') {
      put(parent, 'folders');
    }
  };
  Object.keys(tree).forEach((path) => put(path, 'files'));
  for (const path of links) {
    const [parent, name] = split(path);
    folder(parent).links.push(name);
  }
  const listed: string[] = [];
  return {
    listed,
    list: async (path): Promise<Entries> => {
      await Promise.resolve();
      listed.push(path);
      const found = folders.get(path);
      if (found === undefined) {
        throw new Error(`No folder ${path}`);
      }
      return { files: [...found.files], folders: [...found.folders], links: found.links };
    },
    read: async (path, most) => {
      await Promise.resolve();
      const content = tree[path];
      if (content === undefined || content instanceof Error) {
        throw content ?? new Error(`No file ${path}`);
      }
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      return bytes.length > most ? undefined : bytes;
    },
  };
}
