/** The form of a structured reply. */
export interface ReplySchema {
  /** A name that servers take: letters, digits, `_` and `-`, at most 64. */
  readonly name: string;
  /**
   * A JSON Schema in the subset that strict structured outputs take: every object lists all its
   * properties as required and sets `additionalProperties: false`.
   * Source: OpenAI, "Structured model outputs", Supported schemas.
   */
  readonly schema: Readonly<Record<string, unknown>>;
}

/** What asks a model for JSON of a schema where its server does not take one. */
export function schemaInWords({ schema }: ReplySchema): string {
  return `Reply with JSON only, without a code fence or any other words, of this JSON Schema: ${JSON.stringify(schema)}`;
}
