import type { Connection } from '../../src/core/connections/connection';
import {
  startEmulator,
  type Behaviour,
  type EmulatorOptions,
  type RecordedRequest,
} from '../support/emulator';
import { tokenize } from '../support/emulator/tokens';
import { inTime } from './inTime';

/** `agreed` gets what the user's commands send, `asked` what the user agrees to, `never` nothing. */
export type ServerName = 'agreed' | 'asked' | 'never';

/** A request that a server has got, and the whole text of its reply, which no other reply has. */
export interface Answer {
  readonly request: RecordedRequest;
  readonly text: string;
  /** What of it a server sends that breaks off in the middle. */
  readonly half: string;
}

/** An emulated server that counts what it should have got. */
export class Server {
  /** How many requests the user has agreed to. */
  agreedTo = 0;
  private latest = '';
  private earlier = 0;

  private constructor(
    readonly name: ServerName,
    readonly connection: Connection,
    private readonly emulator: Awaited<ReturnType<typeof startEmulator>>,
    private readonly words: Words,
  ) {}

  static async start(
    name: ServerName,
    provider: Connection['provider'],
    options: EmulatorOptions,
    words: Words,
  ): Promise<Server> {
    const emulator = await startEmulator({ ...options, deployments: [name], models: [name] });
    const auth = options.key === undefined ? ({ auth: 'none' } as const) : {};
    const endpoint = provider === 'azure' ? emulator.url : `${emulator.url}/v1`;
    const connection = { name, provider, endpoint, deployment: name, ...auth };
    return new Server(name, connection, emulator, words);
  }

  get url(): string {
    return this.emulator.url;
  }

  get host(): string {
    return new URL(this.url).host;
  }

  /** How many requests it has got since they were forgotten. */
  get got(): number {
    return this.emulator.requests.length;
  }

  /** How many it has got in all. */
  get total(): number {
    return this.earlier + this.got;
  }

  /** Forgets what it got, and who waits for a request. */
  forget(): void {
    this.earlier += this.got;
    this.agreedTo = 0;
    this.emulator.forget();
  }

  /** Replies from now on are of `words` words and fail as `behaviour` says. */
  behave(behaviour: Behaviour, words: number): void {
    const reply = (): string => (this.latest = this.words.next(words));
    this.emulator.behave({ ...behaviour, reply });
  }

  /** The next request, to which the user has agreed. */
  async next(): Promise<Answer> {
    this.agreedTo++;
    const request = await inTime(`a request to ${this.name}`, this.emulator.nextRequest());
    const tokens = tokenize(this.latest);
    const half = tokens.slice(0, Math.ceil(tokens.length / 2)).join('');
    return { request, text: this.latest, half };
  }

  /** Waits until the extension has closed the request's socket. */
  async closed({ request }: Answer): Promise<void> {
    await inTime(`the end of a request to ${this.name}`, this.emulator.closed(request));
  }

  close(): Promise<void> {
    return this.emulator.close();
  }
}

/** Texts none of whose words occurs twice. */
export class Words {
  private texts = 0;

  next(count: number): string {
    const text = ++this.texts;
    return Array.from({ length: count }, (_, index) => `r${text}w${index + 1}`).join(' ');
  }
}

/** The text of a request's last question. */
export function questionOf({ json }: RecordedRequest): string {
  const { messages } = json as { messages: { role: string; content: unknown }[] };
  const content = messages.findLast(({ role }) => role === 'user')?.content;
  const parts = Array.isArray(content) ? (content as { text?: string }[]) : [];
  return typeof content === 'string' ? content : (parts[0]?.text ?? '');
}
