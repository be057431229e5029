import type * as vscode from 'vscode';

/** A Memento in memory. */
export function newMemory(): vscode.Memento {
  const values = new Map<string, unknown>();
  const get = (key: string, fallback?: unknown): unknown => values.get(key) ?? fallback;
  return {
    keys: () => [...values.keys()],
    get: get,
    update: (key, value) => {
      values.set(key, value);
      return Promise.resolve();
    },
  };
}
