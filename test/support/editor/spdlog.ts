/**
 * Stands in for the native module `@vscode/spdlog`, which needs a compiler: without it VS Code
 * writes no log files, and its Output view stays empty. Same functions, plain appends.
 */
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

export const version = 11500;

let globalLevel = 2;

export function setLevel(level: number): void {
  globalLevel = level;
}

export function setFlushOn(): void {
  // Every message is written at once.
}

export class Logger {
  private level = globalLevel;
  private formatted = true;

  constructor(
    _type: string,
    _name: string,
    private readonly file: string,
  ) {}

  trace(message: string): void {
    this.write(0, message);
  }
  debug(message: string): void {
    this.write(1, message);
  }
  info(message: string): void {
    this.write(2, message);
  }
  warn(message: string): void {
    this.write(3, message);
  }
  error(message: string): void {
    this.write(4, message);
  }
  critical(message: string): void {
    this.write(5, message);
  }
  getLevel(): number {
    return this.level;
  }
  setLevel(level: number): void {
    this.level = level;
  }
  setPattern(): void {
    // The pattern that VS Code sets is the one below.
  }
  clearFormatters(): void {
    this.formatted = false;
  }
  flush(): void {
    // Nothing waits.
  }
  drop(): void {
    // Nothing is held open.
  }

  private write(level: number, message: string): void {
    if (level < this.level) {
      return;
    }
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    const text = this.formatted ? `${time} [${levels[level] ?? ''}] ${message}\n` : message;
    try {
      appendFileSync(this.file, text);
    } catch {
      // The data folder is gone: the editor is closing.
    }
  }
}

export function createRotatingLogger(name: string, file: string): Promise<Logger> {
  return createLogger('rotating', name, file);
}

export function createAsyncRotatingLogger(name: string, file: string): Promise<Logger> {
  return createLogger('rotating_async', name, file);
}

function createLogger(type: string, name: string, file: string): Promise<Logger> {
  mkdirSync(path.dirname(file), { recursive: true });
  return Promise.resolve(new Logger(type, name, file));
}
