import type { MessageForm, SystemRole } from '../../core/conversation/request';

/** Parameters that some models and servers refuse. No temperature is ever sent: each model has its own. */
export type Parameter =
  'max_completion_tokens' | 'max_tokens' | 'stream' | 'stream_options' | 'response_format';

export type Parameters = Readonly<Partial<Record<Parameter, unknown>>>;

/** The ways to ask for JSON of a schema, the strictest first; `words` is the instruction alone. */
export const replyFormats = ['json_schema', 'json_object', 'words'] as const;

export type ReplyFormat = (typeof replyFormats)[number];

/** How a request is put for a target. */
export interface Form extends MessageForm {
  readonly parameters: Parameters;
  /** Present where the reply is wanted as JSON. */
  readonly replyFormat?: ReplyFormat;
}

/** What can be refused: a parameter, a way to ask for JSON, the detail of an image, a role; descriptions of parts by Azure AI Vision. */
export type Refusable =
  | Exclude<Parameter, 'response_format'>
  | Exclude<ReplyFormat, 'words'>
  | Exclude<SystemRole, 'user'>
  | 'detail'
  | 'denseCaptions';

/** What the server of a target taught. */
export interface Learned {
  readonly refused: Set<Refusable>;
  /** The model by its own name, from the last reply. */
  model?: string;
  takesImages?: boolean;
}

/** What servers taught, by target. */
export type Lessons = Map<string, Learned>;
