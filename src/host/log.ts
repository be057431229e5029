import type * as vscode from 'vscode';
import type { Reply } from '../core/conversation/turn';
import type { VisionErrorKind } from '../core/errors';
import type { HttpRecord } from '../providers';

/** Failures that are mistakes of ours or of our libraries. */
const unexpected: readonly VisionErrorKind[] = ['internal', 'readerFailed', 'preparationFailed'];

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

  /** How a turn goes: a failure in passing, or one that ended it. */
  turn({ waiting, error }: Pick<Reply, 'waiting' | 'error'>): void {
    if (waiting) {
      const seconds = Math.ceil((waiting.until - Date.now()) / 1000);
      this.info(`Failed: ${waiting.kind}. The next try comes in ${seconds} s.`);
    }
    if (error && unexpected.includes(error.kind)) {
      this.error(error.cause ?? error);
    } else if (error) {
      this.warn(`Failed: ${error.kind}`);
    }
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
