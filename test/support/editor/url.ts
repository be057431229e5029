import { pathToFileURL } from 'node:url';

/** An extension's folder, and a CommonJS module for its host that exports `run(): Promise<void>`. */
export interface Development {
  readonly extension: string;
  readonly tests: string;
}

/**
 * The address of the web workbench on `authority`, host and port, with the folder `workspace` open.
 * It obeys `development` only if the server has the driver on.
 */
export function workbenchUrl(
  authority: string,
  workspace: string,
  development?: Development,
): string {
  const remote = (file: string) => `vscode-remote://${authority}${pathToFileURL(file).pathname}`;
  const query = new URLSearchParams({ folder: decodeURI(pathToFileURL(workspace).pathname) });
  if (development) {
    const payload = [
      ['extensionDevelopmentPath', remote(development.extension)],
      ['extensionTestsPath', remote(development.tests)],
      // For extensions of the tests that declare some; Sightline declares none.
      ['enableProposedApi', ''],
    ];
    query.set('payload', JSON.stringify(payload));
  }
  return `http://${authority}/?${query.toString()}`;
}
