import * as v from 'valibot';
import type { AltState } from '../core/altText/facts';
import type { ImageRole } from '../core/altText/imageRole';
import type { RowState } from '../core/altText/review/row';
import type { ActionView } from './conversation';
import type { ViewerStrings } from './viewer';

export type { RowState };

/** A rule that a text breaks: its id for filters, and the sentence for people. */
export interface WarningView {
  readonly rule: string;
  readonly text: string;
}

/** An image at a place of a document. Texts are the user's language. */
export interface RowView {
  readonly id: string;
  /** By this its pixels are asked for; absent where there are none. */
  readonly image?: string;
  readonly name: string;
  /** The document's path from the workspace folder, and that of its folder; empty for an image that no document shows. */
  readonly document: string;
  readonly folder: string;
  /** Counted from 1. */
  readonly line: number;
  readonly role: ImageRole;
  readonly alt: AltState;
  /** The text that stands in the document. */
  readonly current: string;
  readonly state: RowState;
  readonly suggestion?: {
    /** As the user left it; empty for a decorative image. */
    readonly text: string;
    readonly isDecorative: boolean;
    /** Why the model takes it so; empty where it said nothing. */
    readonly reasons: string;
    /** It was paid for earlier and comes from the journal. */
    readonly isKept: boolean;
  };
  /** What the suggestion breaks, or without one the text in the document. */
  readonly warnings: readonly WarningView[];
  /** Why there is no suggestion, or no edit; with `failed` it can be tried again. */
  readonly problem?: string;
  /** False where nothing can be asked: no file, an expression, a read-only document. */
  readonly canAsk: boolean;
}

/** What texts are asked for, with what that costs, for example `About 15 requests, 18,000 tokens, $0.05`. */
export interface ScopeView {
  readonly id: string;
  readonly label: string;
  readonly rows: number;
  readonly estimate: string;
}

/** What stands around the rows. */
export interface ReviewView {
  /** By this a page finds its review again after a reload; it keeps it in its state as `review`. */
  readonly id: string;
  /** What was looked at, for example `docs`. */
  readonly title: string;
  readonly phase: 'scanning' | 'ready' | 'running' | 'paused';
  /** Who will answer, for example `gpt-5.4 at contoso.openai.azure.com`; empty where no model is connected. */
  readonly connection: string;
  /** For example Images: 15; Missing: 12. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** The same by folder, each with how many of its references lack a text. */
  readonly folders: readonly {
    readonly folder: string;
    readonly references: number;
    readonly lacking: number;
  }[];
  /** What Generate can ask for. */
  readonly scopes: readonly ScopeView[];
  readonly scope: string;
  /** For example `3 of 15 done`. */
  readonly status: string;
  /** How many accepted texts are not in their documents yet, and what the button says, for example `Apply 3 Changes`. */
  readonly accepted: number;
  readonly apply: string;
  /** Stops the whole run, or is to be known of it, with what mends it. */
  readonly notice?: { readonly text: string; readonly actions: readonly ActionView[] };
  /** Further buttons: reports, the preview, a batch. */
  readonly actions: readonly ActionView[];
}

/** The page's fixed texts, in the user's language. `{0}` stands for a number or name. */
export interface ReviewStrings {
  readonly grid: string;
  readonly altText: string;
  readonly accept: string;
  readonly skip: string;
  readonly decorative: string;
  readonly regenerate: string;
  readonly retry: string;
  readonly hint: string;
  readonly hintPlaceholder: string;
  readonly askAnew: string;
  readonly kept: string;
  readonly open: string;
  readonly picture: string;
  readonly viewer: ViewerStrings;
  readonly generate: string;
  readonly pause: string;
  readonly resume: string;
  readonly cancel: string;
  readonly search: string;
  readonly filterState: string;
  readonly filterRole: string;
  readonly filterFolder: string;
  readonly filterRule: string;
  readonly all: string;
  /** How many rows the filters let through, for example `{0} of {1} images`. */
  readonly shown: string;
  readonly selected: string;
  readonly select: string;
  readonly selectAll: string;
  readonly noRows: string;
  readonly noMatch: string;
  readonly changeConnection: string;
  readonly current: string;
  readonly noText: string;
  readonly keys: string;
  /** Names the choice of what Generate asks for. */
  readonly scope: string;
  readonly folders: string;
  readonly references: string;
  readonly lacking: string;
  readonly columns: {
    readonly picture: string;
    readonly place: string;
    readonly role: string;
    readonly current: string;
    readonly suggestion: string;
    readonly state: string;
  };
  readonly states: Readonly<Record<RowState, string>>;
  readonly roles: Readonly<Record<ImageRole, string>>;
  readonly alts: Readonly<Record<AltState, string>>;
  /** The rules of warnings by their ids; one that is not here is shown by its id. */
  readonly rules: Readonly<Record<string, string>>;
}

/** What the host tells the review page. The rows come in pieces: `from` 0 begins anew. */
export type ReviewHostMessage =
  | { readonly type: 'strings'; readonly strings: ReviewStrings; readonly locale: string }
  | { readonly type: 'view'; readonly view: ReviewView }
  | { readonly type: 'rows'; readonly from: number; readonly rows: readonly RowView[] }
  /** Rows that are there already, with what is new of them. */
  | { readonly type: 'changed'; readonly rows: readonly RowView[] };

/** Sent by the host only, whose types are checked where they are made. */
export const reviewHostMessage = v.pipe(
  v.looseObject({ type: v.picklist(['strings', 'view', 'rows', 'changed']) }),
  v.transform((message) => message as unknown as ReviewHostMessage),
);

const ids = v.array(v.string());

/** What the page tells the host. */
export const reviewPageMessage = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  /** The scope that Generate asks for. */
  v.object({ type: v.literal('scope'), scope: v.string() }),
  /** Asks for the texts of the scope, or of rows by their ids. */
  v.object({ type: v.literal('generate'), rows: v.optional(ids) }),
  v.object({ type: v.picklist(['pause', 'resume', 'cancel', 'apply', 'changeConnection']) }),
  /** One of `ReviewView.actions` or of its notice. */
  v.object({ type: v.literal('action'), action: v.string() }),
  v.object({ type: v.picklist(['accept', 'skip', 'decorative', 'reopen']), rows: ids }),
  /** The text of a row as the user has it now. */
  v.object({ type: v.literal('edit'), row: v.string(), text: v.string() }),
  /** Asks anew, past the journal; `hint` says how the text is to change. */
  v.object({ type: v.literal('regenerate'), rows: ids, hint: v.string() }),
  /** Shows the place in its document, or the image where no document shows it. */
  v.object({ type: v.literal('open'), row: v.string() }),
]);

export type ReviewPageMessage = v.InferOutput<typeof reviewPageMessage>;

/** What the page asks the host. */
export const reviewHostCalls = {
  /** The pixels of a row's image: a thumbnail of at most 256 pixels, or the picture in full. */
  pixels: {
    params: v.object({ image: v.string(), size: v.picklist(['thumbnail', 'full']) }),
    result: v.object({ mediaType: v.string(), bytes: v.instance(Uint8Array) }),
  },
};

/** What the host asks the page. */
export const reviewPageCalls = {};
