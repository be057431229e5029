import { randomBytes, randomUUID } from 'node:crypto';
import type { BehaviourState } from '../behaviour';
import { composeReply } from '../reply';
import { takenFailure } from '../answer';
import { type ChatTarget, Refusal, type Service } from '../service';
import type { Kind } from '../types';
import { page, type FileStore } from './fileStore';
import { Job } from './job';
import { checkLines, type Checked, type Task } from './lines';
import type { BatchControl, BatchOptions, StoredBatch } from './types';
import { wantedBatch } from './wanted';
import type { BatchWords, LineError } from './words';

/** What the batches of a service need. */
export interface JobPorts {
  readonly kind: Kind;
  readonly service: Service;
  readonly files: FileStore;
  readonly words: BatchWords;
  readonly options: BatchOptions;
  readonly state: BehaviourState;
  readonly random: () => number;
}

const expired = {
  code: 'batch_expired',
  message: 'This request could not be executed before the completion window expired.',
};

/** The batches of a service. */
export class Jobs implements Omit<BatchControl, 'files' | 'uploads'> {
  private readonly all: Job[] = [];

  constructor(private readonly ports: JobPorts) {}

  get batches(): StoredBatch[] {
    return [...this.all];
  }

  /** Makes a batch of a file; throws a Refusal. */
  async create(body: unknown, target: ChatTarget): Promise<object> {
    const { kind, files, words, options, service } = this.ports;
    const { inputFileId, endpoint } = wantedBatch(body, target, words);
    const content = files.content(inputFileId);
    if (kind === 'azure' && !files.isProcessed(inputFileId)) {
      throw words.request(
        `The input file '${inputFileId}' is in 'pending' state. Only files with status 'Processed' are ` +
          'accepted for batch inferencing. Please check the file status and try again',
        'input_file_id',
      );
    }
    const checked = await checkLines(content, { service, endpoint, target });
    const model = checked.tasks[0]?.model ?? '';
    if (content.length > files.maxBytes) {
      throw words.tooLarge(files.maxBytes, model);
    }
    const errors = this.errorsOf(content, checked, model);
    const facts = { inputFileId, endpoint, target, tasks: checked.tasks, errors };
    const job = new Job(facts, this.shuffled(checked.tasks));
    if (this.isFailingFast && errors.length === 0 && this.isFull(job)) {
      const { code, message } = words.quota(options.enqueuedTokens ?? 0, model);
      throw new Refusal(400, { error: { code, message } });
    }
    this.all.push(job);
    return this.describe(job);
  }

  get(id: string): object {
    const job = this.find(id);
    const described = this.describe(job);
    if (this.ports.options.everyPoll === true) {
      this.step(job);
    }
    return described;
  }

  list(query: URLSearchParams): object {
    return page(
      this.all.map((job) => job.describe(this.ports.kind === 'azure')).reverse(),
      query,
      20,
    );
  }

  cancel(id: string): object {
    const job = this.find(id);
    if (job.isFinal) {
      throw this.ports.words.finished(job.status);
    }
    job.enter('cancelling');
    return this.describe(job);
  }

  advance(id?: string): void {
    const jobs = id === undefined ? this.all : [this.find(id)];
    jobs.forEach((job) => this.step(job));
  }

  work(id: string, requests: number): void {
    const job = this.find(id);
    job.open.splice(0, requests).forEach((task) => this.answer(job, task));
  }

  expire(id: string): void {
    const job = this.find(id);
    for (const { customId } of job.open.splice(0)) {
      job.failures.push({
        id: requestId(),
        custom_id: customId,
        response: null,
        error: expired,
      });
    }
    this.end(job, 'expired');
  }

  private step(job: Job): void {
    switch (job.status) {
      case 'validating':
        job.errors = job.facts.errors;
        if (job.errors.length === 0 && !this.isFailingFast && this.isFull(job)) {
          const { enqueuedTokens = 0 } = this.ports.options;
          job.errors = [this.ports.words.quota(enqueuedTokens, job.facts.tasks[0]?.model ?? '')];
        }
        job.enter(job.errors.length > 0 ? 'failed' : 'in_progress');
        break;
      case 'in_progress':
        this.work(job.id, job.open.length);
        job.enter('finalizing');
        break;
      case 'finalizing':
        this.end(job, 'completed');
        break;
      case 'cancelling':
        this.end(job, 'cancelled');
        break;
      case 'failed':
      case 'completed':
      case 'expired':
      case 'cancelled':
        break;
    }
  }

  /** Azure always has both files, OpenAI those with something in them. */
  private end(job: Job, status: 'completed' | 'expired' | 'cancelled'): void {
    const { files, kind } = this.ports;
    const isAzure = kind === 'azure';
    job.outputFileId = isAzure || job.output.length > 0 ? files.addResults(job.output) : null;
    job.errorFileId = isAzure || job.failures.length > 0 ? files.addResults(job.failures) : null;
    job.enter(status);
  }

  private answer(job: Job, { customId, asked, model }: Task): void {
    const { service, state, kind } = this.ports;
    const { target } = job.facts;
    const refusal = asked instanceof Refusal ? asked : takenFailure(service, state, target, model);
    const [status, body] = refusal
      ? [refusal.status, refusal.body]
      : [200, this.replyTo(asked, target, model)];
    const line = {
      // Azure's lines have no id.
      ...(kind !== 'azure' && { id: requestId() }),
      custom_id: customId,
      response: { status_code: status, request_id: randomUUID(), body },
      error: null,
    };
    (status === 200 ? job.output : job.failures).push(line);
  }

  private replyTo(asked: Task['asked'], target: ChatTarget, model: string): unknown {
    if (asked instanceof Refusal) {
      return asked.body;
    }
    const { service, state } = this.ports;
    const { tokens, finish, usage } = composeReply(asked.request, asked.images, state.current);
    const info = {
      id: `chatcmpl-${randomBytes(14).toString('hex')}`,
      created: Math.floor(Date.now() / 1000),
      model: service.replyModel(model),
      target,
      includeUsage: true,
      error: null,
    };
    return service.shapes.whole(info, tokens.join(''), finish, usage);
  }

  private errorsOf(content: Buffer, checked: Checked, model: string): readonly LineError[] {
    const { words, options, kind } = this.ports;
    const fault = (code: string, message: string): LineError[] => [
      { code, message, param: null, line: null },
    ];
    if (content.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) {
      return [words.bom()];
    }
    const most = options.maxRequests ?? (kind === 'azure' ? 100_000 : 50_000);
    if (checked.tasks.length > most) {
      return fault(
        'too_many_tasks',
        `The number of requests in the input file exceeds the maximum allowed value of ${most}.`,
      );
    }
    if (checked.errors.length > 0) {
      return checked.errors;
    }
    return options.deployments?.includes(model) === false
      ? fault(
          'invalid_request',
          `The deployment '${model}' is no batch deployment: its SKU must be globalbatch.`,
        )
      : [];
  }

  private get isFailingFast(): boolean {
    return this.ports.options.failFast === true;
  }

  /** A batch counts from its creation where a full quota is told then, else from the end of its validation. */
  private isFull(job: Job): boolean {
    const { enqueuedTokens = Infinity } = this.ports.options;
    const queued = this.all
      .filter((other) => other !== job && !other.isFinal)
      .filter(({ status }) => this.isFailingFast || status !== 'validating')
      .reduce((sum, { tokens }) => sum + tokens, 0);
    return queued + job.tokens > enqueuedTokens;
  }

  private describe(job: Job): object {
    return job.describe(this.ports.kind === 'azure');
  }

  private find(id: string): Job {
    const job = this.all.find((one) => one.id === id);
    if (job === undefined) {
      throw this.ports.words.noBatch(id);
    }
    return job;
  }

  private shuffled(tasks: readonly Task[]): Task[] {
    return tasks
      .map((task) => ({ task, turn: this.ports.random() }))
      .sort((a, b) => a.turn - b.turn)
      .map(({ task }) => task);
  }
}

function requestId(): string {
  return `batch_req_${randomBytes(16).toString('hex')}`;
}
