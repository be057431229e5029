/** A model that a server offers. `takesImages` is absent where the server does not tell. */
export interface ModelInfo {
  readonly id: string;
  readonly takesImages?: boolean;
}
