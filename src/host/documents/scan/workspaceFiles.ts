import * as vscode from 'vscode';
import type { Files } from '../../../documents/repository';

/** The files of the file system that a URI is of, by their paths in it. */
export function workspaceFiles(base: vscode.Uri): Files {
  const at = (path: string): vscode.Uri => base.with({ path, query: '', fragment: '' });
  return {
    read: async (path, most) => {
      const { type, size } = await vscode.workspace.fs.stat(at(path));
      if ((type & vscode.FileType.File) === 0) {
        throw new Error(`${path} is no file`);
      }
      return size > most ? undefined : vscode.workspace.fs.readFile(at(path));
    },
    list: async (folder) => {
      const entries = await vscode.workspace.fs.readDirectory(at(folder));
      const named = (isOfKind: (type: vscode.FileType) => boolean): string[] =>
        entries.filter(([, type]) => isOfKind(type)).map(([name]) => name);
      const { File, Directory, SymbolicLink } = vscode.FileType;
      const isLink = (type: vscode.FileType): boolean => (type & SymbolicLink) !== 0;
      return {
        files: named((type) => (type & File) !== 0),
        folders: named((type) => (type & Directory) !== 0 && !isLink(type)),
        links: named((type) => (type & Directory) !== 0 && isLink(type)),
      };
    },
  };
}
