import { leftOutFolders, type Files, type PathFilter } from './files';

/** So many folders are listed at a time. */
const atATime = 16;

/**
 * The paths of all files below a folder, in no order. Links to folders are not followed, `leftOutFolders`
 * and folders that cannot be listed are passed over, and `filter` says what else.
 */
export async function* filesBelow(
  root: string,
  list: Files['list'],
  filter?: PathFilter,
): AsyncGenerator<string> {
  const relative = (path: string): string => path.slice(root.length + 1);
  const folders = [root];
  while (folders.length > 0) {
    const some = folders.splice(-atATime);
    const listed = await Promise.all(
      some.map((folder) => list(folder).catch(() => ({ files: [], folders: [] }))),
    );
    for (const [index, entries] of listed.entries()) {
      const folder = some[index] ?? root;
      for (const name of entries.files) {
        const path = `${folder}/${name}`;
        if (filter === undefined || filter.takesFile(relative(path))) {
          yield path;
        }
      }
      for (const name of entries.folders) {
        const path = `${folder}/${name}`;
        const isOpen = filter === undefined || filter.entersFolder(relative(path));
        if (isOpen && !leftOutFolders.includes(name)) {
          folders.push(path);
        }
      }
    }
  }
}
