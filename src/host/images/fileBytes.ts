import { constants } from 'node:fs';
import fs from 'node:fs/promises';
import * as vscode from 'vscode';
import { untilAborted } from '../../core/abort';
import { isVisionError, VisionError } from '../../core/errors';
import { maxImageBytes } from '../../core/images/images';
import { imageName } from './imageAddress';

/** How much is read before it is looked whether the read is still wanted. */
const chunkBytes = 1024 * 1024;

/**
 * The size in bytes that a file states. Throws a VisionError where it cannot be read, is no regular
 * file, or is larger than an image may be; rejects with the reason of `signal` when that aborts.
 */
export function fileSize(uri: vscode.Uri, signal: AbortSignal): Promise<number> {
  return told(uri, signal, () => statSize(uri, signal));
}

/**
 * The content of a file, in remote and virtual workspaces too. Throws as `fileSize` does. A link may
 * lead to a device or a pipe, which has no end: such are not opened, and no more is read than an image
 * may have, whatever the size that was stated.
 */
export function fileBytes(uri: vscode.Uri, signal: AbortSignal): Promise<Uint8Array> {
  return told(uri, signal, async () => {
    const size = await statSize(uri, signal);
    // Files of this machine are read directly: workspace.fs asks the window first, even for those.
    return uri.scheme === 'file'
      ? readLocal(uri, size, signal)
      : checkedLength(uri, await untilAborted(vscode.workspace.fs.readFile(uri), signal));
  });
}

async function statSize(uri: vscode.Uri, signal: AbortSignal): Promise<number> {
  if (uri.scheme === 'file') {
    const stats = await untilAborted(fs.stat(uri.fsPath), signal);
    return checkedSize(uri, stats.isFile(), stats.size);
  }
  const { type, size } = await untilAborted(vscode.workspace.fs.stat(uri), signal);
  return checkedSize(uri, (type & vscode.FileType.File) !== 0, size);
}

async function readLocal(uri: vscode.Uri, size: number, signal: AbortSignal): Promise<Uint8Array> {
  // Windows has no such flag. Without it, opening a pipe that took the file's place would wait for ever.
  const nonBlocking = (constants.O_NONBLOCK as number | undefined) ?? 0;
  const opening = fs.open(uri.fsPath, constants.O_RDONLY | nonBlocking);
  const handle = await untilAborted(opening, signal).catch((error: unknown) => {
    void opening.then((late) => late.close()).catch(() => undefined);
    throw error;
  });
  try {
    const stats = await untilAborted(handle.stat(), signal);
    checkedSize(uri, stats.isFile(), stats.size);
    return await readAll(uri, handle, size, signal);
  } finally {
    // Not waited for: it waits itself for a read that hangs.
    void handle.close().catch(() => undefined);
  }
}

/** Some files state no size, and others grow while they are read. */
async function readAll(
  uri: vscode.Uri,
  handle: fs.FileHandle,
  size: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  let bytes = new Uint8Array(size);
  let length = 0;
  for (;;) {
    const isFull = length === bytes.length;
    const into = isFull ? new Uint8Array(chunkBytes) : bytes.subarray(length, length + chunkBytes);
    const { bytesRead } = await untilAborted(handle.read(into, 0, into.length), signal);
    if (bytesRead === 0) {
      return length === bytes.length ? bytes : bytes.slice(0, length);
    }
    length += bytesRead;
    checkedSize(uri, true, length);
    if (isFull) {
      const larger = new Uint8Array(length);
      larger.set(bytes);
      larger.set(into.subarray(0, bytesRead), bytes.length);
      bytes = larger;
    }
  }
}

function checkedSize(uri: vscode.Uri, isFile: boolean, size: number): number {
  if (!isFile) {
    throw new VisionError('imageNotReadable', { image: imageName(uri), code: 'noFile' });
  }
  if (size > maxImageBytes) {
    throw new VisionError('imageTooLarge', {
      image: imageName(uri),
      actual: size,
      limit: maxImageBytes,
    });
  }
  return size;
}

function checkedLength(uri: vscode.Uri, bytes: Uint8Array): Uint8Array {
  checkedSize(uri, true, bytes.length);
  return bytes;
}

async function told<T>(uri: vscode.Uri, signal: AbortSignal, read: () => Promise<T>): Promise<T> {
  try {
    signal.throwIfAborted();
    return await read();
  } catch (error) {
    signal.throwIfAborted();
    if (isVisionError(error)) {
      throw error;
    }
    throw new VisionError('imageNotReadable', { image: imageName(uri) }, { cause: error });
  }
}
