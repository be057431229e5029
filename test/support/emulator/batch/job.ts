import { randomUUID } from 'node:crypto';
import type { ChatTarget } from '../service';
import type { Task } from './lines';
import type { BatchStatus, StoredBatch } from './types';
import type { LineError } from './words';

/** Who a batch is for, and of what it is made. */
export interface JobFacts {
  readonly inputFileId: string;
  readonly endpoint: string;
  readonly target: ChatTarget;
  readonly tasks: readonly Task[];
  readonly errors: readonly LineError[];
}

const window = 24 * 60 * 60;

/** A batch from its creation to its end. */
export class Job implements StoredBatch {
  readonly id = `batch_${randomUUID()}`;
  readonly createdAt = seconds();
  status: BatchStatus = 'validating';
  outputFileId: string | null = null;
  errorFileId: string | null = null;
  /** Lines of the files of results. */
  readonly output: object[] = [];
  readonly failures: object[] = [];
  errors: readonly LineError[] = [];
  private readonly times: Partial<Record<BatchStatus, number>> = {};

  /** `open`: the tasks that are not answered, in the order of their turns. */
  constructor(
    readonly facts: JobFacts,
    readonly open: Task[],
  ) {}

  get inputFileId(): string {
    return this.facts.inputFileId;
  }

  get customIds(): string[] {
    return this.facts.tasks.map(({ customId }) => customId);
  }

  get tokens(): number {
    return this.facts.tasks.reduce((sum, { tokens }) => sum + tokens, 0);
  }

  get isFinal(): boolean {
    return ['completed', 'failed', 'expired', 'cancelled'].includes(this.status);
  }

  enter(status: BatchStatus): void {
    this.status = status;
    this.times[status] = seconds();
  }

  /** The batch object; `isAzure` for what only Azure does otherwise. */
  describe(isAzure: boolean): { readonly id: string } & Record<string, unknown> {
    const at = (status: BatchStatus): number | null => this.times[status] ?? null;
    const hasBegun = this.status !== 'validating';
    const counts = {
      total: hasBegun ? this.facts.tasks.length : 0,
      completed: this.output.length,
      failed: this.failures.length,
    };
    return {
      id: this.id,
      object: 'batch',
      endpoint: this.facts.endpoint,
      errors: this.errors.length > 0 ? { object: 'list', data: this.errors } : null,
      input_file_id: this.inputFileId,
      completion_window: '24h',
      status: this.status,
      output_file_id: this.outputFileId ?? (isAzure && !hasBegun ? '' : null),
      error_file_id: this.errorFileId ?? (isAzure && !hasBegun ? '' : null),
      created_at: this.createdAt,
      in_progress_at: at('in_progress'),
      expires_at: this.createdAt + window,
      finalizing_at: at('finalizing'),
      completed_at: at('completed'),
      failed_at: at('failed'),
      expired_at: at('expired'),
      cancelling_at: at('cancelling'),
      cancelled_at: at('cancelled'),
      request_counts:
        isAzure && !hasBegun ? { total: null, completed: null, failed: null } : counts,
      metadata: null,
    };
  }
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
