import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { ChatTarget } from '../service';
import type { Kind } from '../types';
import { readMultipart, type Part } from './multipart';
import type { BatchOptions, StoredFile } from './types';
import type { BatchWords } from './words';

interface Stored extends StoredFile {
  readonly content: Buffer;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  /** How often a batch of it is still refused. */
  pending: number;
}

/** A resource holds so many files where none has a date on which it is deleted. */
const usualMaxFiles = 500;

const day = 24 * 60 * 60;

/** The files of a service for batches: uploaded ones and results. */
export class FileStore {
  readonly uploads: StoredFile[] = [];
  private readonly all = new Map<string, Stored>();

  constructor(
    private readonly kind: Kind,
    private readonly words: BatchWords,
    private readonly options: BatchOptions,
  ) {}

  get files(): StoredFile[] {
    return [...this.all.values()].map(factsOf);
  }

  /** Takes an uploaded form; throws a Refusal. */
  upload(headers: IncomingHttpHeaders, body: Buffer, target: ChatTarget): object {
    const fields = this.fieldsOf(headers['content-type'] ?? '', body);
    const { file, purpose } = fields;
    if (purpose === undefined || file === undefined) {
      const missing = purpose ? 'file' : 'purpose';
      throw this.words.upload(`'${missing}' is a required property`, missing);
    }
    if (purpose.bytes.toString() !== 'batch') {
      throw this.words.upload(`'${purpose.bytes.toString()}' is not one of ['batch']`, 'purpose');
    }
    if (file.filename?.endsWith('.jsonl') !== true) {
      throw this.words.upload('Invalid file format for Batch API. Must be .jsonl', 'file');
    }
    if (file.bytes.length === 0) {
      throw this.words.upload('File is empty.', 'file');
    }
    if (this.kind === 'azure' && file.bytes.length > this.maxBytes) {
      throw this.words.tooLarge(this.maxBytes, '');
    }
    const expiresAt = this.expiryOf(fields, target);
    const limit = this.options.maxFiles ?? usualMaxFiles;
    if (expiresAt === null && this.all.size >= limit) {
      throw this.words.tooManyFiles(limit);
    }
    const stored = this.add(file.filename, 'batch', file.bytes, expiresAt);
    stored.pending = this.options.pending ?? 0;
    this.uploads.push(factsOf(stored));
    return this.objectOf(stored);
  }

  get maxBytes(): number {
    return this.options.maxBytes ?? 200 * 1024 * 1024;
  }

  /** Keeps a file of results; gives its id. */
  addResults(lines: readonly object[]): string {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    return this.add('output.jsonl', 'batch_output', Buffer.from(text), null).id;
  }

  content(id: string): Buffer {
    return this.get(id).content;
  }

  describe(id: string): object {
    return this.objectOf(this.get(id));
  }

  /** True once its time as a new file is over, which each question shortens. */
  isProcessed(id: string): boolean {
    const file = this.get(id);
    file.pending -= 1;
    return file.pending < 0;
  }

  delete(id: string): object {
    this.get(id);
    this.all.delete(id);
    return { object: 'file', deleted: true, id };
  }

  list(query: URLSearchParams): object {
    const purpose = query.get('purpose');
    const files = [...this.all.values()]
      .reverse()
      .filter((file) => purpose === null || file.purpose === purpose)
      .map((file) => this.objectOf(file));
    return page(files, query, 10_000);
  }

  private get(id: string): Stored {
    const file = this.all.get(id);
    if (file === undefined) {
      throw this.words.noFile(id);
    }
    return file;
  }

  private add(filename: string, purpose: string, content: Buffer, expiresAt: number | null) {
    const id = `file-${randomBytes(16).toString('hex')}`;
    const bytes = content.length;
    const createdAt = Math.floor(Date.now() / 1000);
    const stored = { id, filename, purpose, bytes, content, createdAt, expiresAt, pending: 0 };
    this.all.set(id, stored);
    return stored;
  }

  private fieldsOf(type: string, body: Buffer): Partial<Record<string, Part>> {
    let parts: Part[];
    try {
      parts = readMultipart(type, body);
    } catch (error) {
      throw this.words.upload(`The form cannot be read: ${String(error)}`, null);
    }
    const known = ['purpose', 'file', 'expires_after[anchor]', 'expires_after[seconds]'];
    const names = parts.map(({ name }) => name);
    const wrong = names.find((name, at) => !known.includes(name) || names.indexOf(name) !== at);
    if (wrong !== undefined) {
      throw this.words.upload(`Unrecognized or repeated field: ${wrong}`, wrong);
    }
    return Object.fromEntries(parts.map((part) => [part.name, part]));
  }

  /** Azure takes 14 to 30 days, since 2025-03-01-preview; OpenAI an hour to 30 days. */
  private expiryOf(fields: Partial<Record<string, Part>>, { apiVersion }: ChatTarget) {
    const anchor = fields['expires_after[anchor]']?.bytes.toString();
    const text = fields['expires_after[seconds]']?.bytes.toString();
    if (anchor === undefined && text === undefined) {
      return null;
    }
    if (apiVersion !== undefined && apiVersion < '2025-03-01') {
      throw this.words.upload('Unrecognized field: expires_after', 'expires_after');
    }
    const seconds = /^\d+$/.test(text ?? '') ? Number(text) : NaN;
    const least = this.kind === 'azure' ? 14 * day : 3600;
    if (anchor !== 'created_at' || !(seconds >= least && seconds <= 30 * day)) {
      throw this.words.upload('expires_after is out of range', 'expires_after');
    }
    return Math.floor(Date.now() / 1000) + seconds;
  }

  private objectOf({ id, bytes, createdAt, expiresAt, filename, purpose, pending }: Stored) {
    return {
      object: 'file',
      id,
      bytes,
      created_at: createdAt,
      expires_at: expiresAt,
      filename,
      purpose,
      status: pending > 0 ? 'pending' : 'processed',
      status_details: null,
    };
  }
}

/** A part of a list, newest first, in OpenAI's form. */
export function page(
  entries: readonly { readonly id: string }[],
  query: URLSearchParams,
  usual: number,
): object {
  const after = query.get('after');
  const start = after === null ? 0 : entries.findIndex(({ id }) => id === after) + 1;
  const data = entries.slice(start, start + Number(query.get('limit') ?? usual));
  return {
    object: 'list',
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: start + data.length < entries.length,
  };
}

function factsOf({ id, filename, purpose, bytes }: StoredFile): StoredFile {
  return { id, filename, purpose, bytes };
}
