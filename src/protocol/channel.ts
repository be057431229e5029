import * as v from 'valibot';

/** What one side can be asked: for each name the forms of what goes along and of what comes back. */
export type Calls = Readonly<
  Record<string, { readonly params: v.GenericSchema; readonly result: v.GenericSchema }>
>;

export type Params<C extends Calls, Name extends keyof C> = v.InferOutput<C[Name]['params']>;
export type Result<C extends Calls, Name extends keyof C> = v.InferOutput<C[Name]['result']>;

/** What this side does when it is asked. What an answer rejects with reaches the other side as words. */
export type Answers<C extends Calls> = {
  readonly [Name in keyof C]: (params: Params<C, Name>) => Promise<Result<C, Name>>;
};

export interface ChannelOptions<Received, Asks extends Calls, Asked extends Calls> {
  readonly post: (value: unknown) => void;
  /** The form of the messages that arrive. */
  readonly received: v.GenericSchema<unknown, Received>;
  readonly onMessage: (message: Received) => void;
  /** What the other side can be asked. */
  readonly asks: Asks;
  /** What this side can be asked. */
  readonly asked: Asked;
  readonly answers: Answers<Asked>;
  /** Told that something arrived that is none of these, and is dropped. */
  readonly onUnknown: () => void;
}

const wire = v.variant('type', [
  v.object({ type: v.literal('call'), id: v.number(), name: v.string(), params: v.unknown() }),
  v.object({ type: v.literal('result'), id: v.number(), result: v.unknown() }),
  v.object({ type: v.literal('failure'), id: v.number(), reason: v.string() }),
]);

interface Pending {
  readonly name: PropertyKey;
  readonly resolve: (result: unknown) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * Messages one way and requests with answers, in both directions, between the host and a page. What
 * arrives is checked by its schema.
 */
export class Channel<Sent, Received, Asks extends Calls, Asked extends Calls> {
  private readonly pending = new Map<number, Pending>();
  private last = 0;
  private isDisposed = false;

  constructor(private readonly options: ChannelOptions<Received, Asks, Asked>) {}

  post(message: Sent): void {
    this.options.post(message);
  }

  /** Asks the other side. Rejects with its reason, with what came if that is malformed, or on dispose. */
  ask<Name extends keyof Asks & string>(
    name: Name,
    params: Params<Asks, Name>,
  ): Promise<Result<Asks, Name>> {
    if (this.isDisposed) {
      return Promise.reject(new Error('closed'));
    }
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { name, resolve, reject });
      this.options.post({ type: 'call', id, name, params });
    });
  }

  /** Takes what arrived from the other side. */
  receive(value: unknown): void {
    const { received, onMessage, onUnknown } = this.options;
    if (this.isDisposed) {
      return;
    }
    if (v.is(wire, value)) {
      switch (value.type) {
        case 'call':
          void this.answer(value.id, value.name, value.params);
          return;
        case 'result':
          this.settle(value.id, value.result);
          return;
        case 'failure':
          this.take(value.id)?.reject(new Error(value.reason));
          return;
      }
    }
    const message = v.safeParse(received, value);
    if (message.success) {
      onMessage(message.output);
    } else {
      onUnknown();
    }
  }

  /** Rejects all that is pending; nothing arrives any more. */
  dispose(): void {
    this.isDisposed = true;
    for (const { reject } of this.pending.values()) {
      reject(new Error('closed'));
    }
    this.pending.clear();
  }

  private async answer(id: number, name: string, params: unknown): Promise<void> {
    const { asked, answers, post, onUnknown } = this.options;
    if (!Object.hasOwn(asked, name) || !v.is(asked[name]?.params ?? wire, params)) {
      onUnknown();
      post({ type: 'failure', id, reason: 'not understood' });
      return;
    }
    try {
      const result = await answers[name]?.(params);
      this.reply({ type: 'result', id, result });
    } catch (error) {
      this.reply({ type: 'failure', id, reason: String(error) });
    }
  }

  private reply(message: v.InferOutput<typeof wire>): void {
    if (!this.isDisposed) {
      this.options.post(message);
    }
  }

  private settle(id: number, result: unknown): void {
    const pending = this.take(id);
    const schema = pending && this.options.asks[pending.name as string]?.result;
    if (pending && schema && v.is(schema, result)) {
      pending.resolve(result);
    } else if (pending) {
      pending.reject(new Error('not understood'));
    } else {
      this.options.onUnknown();
    }
  }

  private take(id: number): Pending | undefined {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    return pending;
  }
}
