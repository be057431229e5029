import * as vscode from 'vscode';
import { until } from '../support/editor/until';

const never = new vscode.EventEmitter<vscode.FileChangeEvent[]>();

/** A read-only file system in memory, as a virtual workspace has one, that counts what is read. */
export class MemoryFiles implements vscode.FileSystemProvider {
  readonly onDidChangeFile = never.event;
  /** Paths, in the order in which their contents were read. */
  readonly reads: string[] = [];

  /** While it is set, contents come only when it has resolved. */
  hold: Promise<unknown> | undefined;

  /** Contents that are given in the place of those whose size is stated. */
  readonly lies = new Map<string, Uint8Array>();

  /** `files` by absolute path; a size belongs to a file whose content must not be asked for. */
  constructor(
    private readonly files: ReadonlyMap<string, Uint8Array | { readonly size: number }>,
  ) {}

  /** Waits until so many contents have been asked for. */
  async read(count: number): Promise<void> {
    await until(`${count} reads`, () => this.reads.length >= count);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const file = this.files.get(uri.path);
    if (file === undefined) {
      throw vscode.FileSystemError.FileNotFound(uri);
    }
    const size = file instanceof Uint8Array ? file.length : file.size;
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const file = this.lies.get(uri.path) ?? this.files.get(uri.path);
    this.reads.push(uri.path);
    await this.hold;
    if (!(file instanceof Uint8Array)) {
      throw vscode.FileSystemError.FileNotFound(uri);
    }
    return file;
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory({ path }: vscode.Uri): [string, vscode.FileType][] {
    const below = [...this.files.keys()]
      .filter((file) => file.startsWith(`${path}/`))
      .map((file) => file.slice(path.length + 1));
    return [...new Set(below.map((file) => file.split('/')[0] ?? ''))].map((name) => [
      name,
      below.includes(name) ? vscode.FileType.File : vscode.FileType.Directory,
    ]);
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
}
