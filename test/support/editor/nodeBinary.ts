import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from '../paths';

const needed = 24;

/**
 * The path of a Node that VS Code's server runs on: the one in the npm package `node`, so that an
 * older Node on the PATH does no harm; else the running one if it is new enough.
 */
export function nodeBinary(): string {
  const file = path.join(root, 'node_modules/node/bin', exe('node'));
  if (existsSync(file)) {
    return file;
  }
  if (Number.parseInt(process.versions.node, 10) >= needed) {
    return process.execPath;
  }
  throw new Error(
    `The npm package "node" holds no binary: run "npm ci" with install scripts allowed, or use Node ${needed}.`,
  );
}

/** `env` with the project's tools and its Node first on the PATH. */
export function withProjectTools(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const folders = [
    path.dirname(nodeBinary()),
    path.join(root, 'node_modules/.bin'),
    env[name] ?? '',
  ];
  return { ...env, [name]: folders.join(path.delimiter) };
}

function exe(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}
