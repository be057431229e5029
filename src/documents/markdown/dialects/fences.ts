/** Directives of MyST whose fence holds Markdown. */
const containers =
  /^(?:note|warning|tip|hint|important|caution|danger|attention|error|seealso|admonition|dropdown|details|margin|sidebar|aside|topic|epigraph|pull-quote|compound|container|div|figure-md|subfigure|list-table|table|tab-set|tab-item|tabs|tab|grid|grid-item|grid-item-card|card|card-carousel|panels|only|versionadded|versionchanged|deprecated|exercise|solution|prf:[a-z]+)$/;
const opening = /^(`{3,}|~{3,})[ \t]*\{([\w:-]+)\}/;
const closing = /^(?:`{3,}|~{3,})[ \t]*$/;
const verbatim =
  /^(:{3,})[ \t]*\{(?:figure|image|code|code-block|code-cell|sourcecode|literalinclude|math|mermaid|raw|eval-rst|parsed-literal|csv-table)\}/;

/** The mark of a fence of colons whose content is no Markdown, or the options of an image. */
export function colonFence(line: string): string | undefined {
  return verbatim.exec(line)?.[1];
}

/** The fences of MyST around blocks: their lines are marks, and what is between them is Markdown. */
export class BlockFences {
  private readonly open: string[] = [];

  /** Whether a line is such a mark. */
  takes(line: string): boolean {
    if (!line.startsWith('```') && !line.startsWith('~~~')) {
      return false;
    }
    const start = opening.exec(line);
    if (start?.[1] !== undefined && containers.test(start[2] ?? '')) {
      this.open.push(start[1]);
      return true;
    }
    const mark = this.open.at(-1);
    const ends = mark !== undefined && closing.test(line) && line.startsWith(mark);
    if (ends) {
      this.open.pop();
    }
    return ends;
  }
}
