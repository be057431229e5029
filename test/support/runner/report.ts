/** What a process that runs test files tells, as it happens. Files are relative to the project's root. */
export type Report =
  /** A test or hook began. */
  | { readonly type: 'begun'; readonly file: string; readonly title: string }
  | {
      readonly type: 'passed';
      readonly file: string;
      readonly title: string;
      readonly milliseconds: number;
    }
  | { readonly type: 'skipped'; readonly file: string; readonly title: string }
  | {
      readonly type: 'failed';
      readonly file: string;
      readonly title: string;
      readonly error: string;
    }
  /** A line that a test wants people to read. */
  | { readonly type: 'printed'; readonly text: string }
  /** A file is finished. */
  | { readonly type: 'done'; readonly file: string; readonly milliseconds: number };

/** What the runner tells such a process. */
export type Order =
  /** Run these files, one after the other. */
  | { readonly type: 'run'; readonly files: readonly string[]; readonly grep?: string }
  /** Give back what is shared between files, and end. */
  | { readonly type: 'end' };
