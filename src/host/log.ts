import type * as vscode from 'vscode';
import type { HttpRecord } from '../providers';

/** Writes what was sent where and how long it took; never an image, a prompt or a key. */
export class Log {
  constructor(private readonly channel: vscode.LogOutputChannel) {}

  info(message: string): void {
    this.channel.info(message);
  }

  warn(message: string): void {
    this.channel.warn(message);
  }

  /** A failure that is a mistake of ours, with its stack. */
  error(error: unknown): void {
    this.channel.error(error instanceof Error ? error : String(error));
  }

  network(entry: HttpRecord): void {
    if (entry.status !== undefined && entry.status < 400) {
      this.channel.info(tryLine(entry));
    } else {
      this.channel.warn(tryLine(entry));
    }
  }

  show(): void {
    this.channel.show(true);
  }
}

/** One HTTP try in a line: method, host, path, status or error, timing, bytes sent and request id. */
export function tryLine(entry: HttpRecord): string {
  const { method, host, path, status, requestId, milliseconds, error, bytesSent } = entry;
  const outcome = status === undefined ? (error ?? 'no answer') : String(status);
  const sent = bytesSent === undefined ? '' : `, ${bytesSent} bytes sent`;
  const id = requestId === undefined ? '' : `, request id ${requestId}`;
  return `${method} ${host}${path} → ${outcome} in ${Math.round(milliseconds)} ms${sent}${id}`;
}
