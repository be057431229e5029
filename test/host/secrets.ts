import * as vscode from 'vscode';

/** SecretStorage in memory. */
export class Secrets implements vscode.SecretStorage {
  readonly stored = new Map<string, string>();
  readonly onDidChange = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>().event;

  keys(): Thenable<string[]> {
    return Promise.resolve([...this.stored.keys()]);
  }
  get(name: string): Thenable<string | undefined> {
    return Promise.resolve(this.stored.get(name));
  }
  store(name: string, value: string): Thenable<void> {
    this.stored.set(name, value);
    return Promise.resolve();
  }
  delete(name: string): Thenable<void> {
    this.stored.delete(name);
    return Promise.resolve();
  }
}
