import type { Token } from 'markdown-it';
import { parseMarkdown } from './markdown';

/** One open container: what its next line begins with, and how the lines after that are indented. */
interface Level {
  marker: string;
  readonly indent: string;
}

interface List {
  readonly ordered: boolean;
  next: number;
}

/**
 * Markdown in, the text as it reads on screen out: lists keep their numbers and dashes, the cells
 * of a table are separated by tabs, links and images leave their text alone.
 */
export function plainText(source: string): string {
  const writer = new Writer();
  for (const token of parseMarkdown(source)) {
    writer.add(token);
  }
  return writer.text;
}

class Writer {
  text = '';
  private readonly levels: Level[] = [];
  private readonly lists: List[] = [];
  private cells: string[] | undefined;
  private gap = '';

  add(token: Token): void {
    if (token.level === 0 && token.nesting !== -1 && this.text !== '') {
      this.gap = '\n\n';
    }
    switch (token.type) {
      case 'bullet_list_open':
      case 'ordered_list_open':
        this.lists.push({
          ordered: token.type === 'ordered_list_open',
          next: Number(token.attrGet('start') ?? 1),
        });
        break;
      case 'bullet_list_close':
      case 'ordered_list_close':
        this.lists.pop();
        break;
      case 'list_item_open':
        this.levels.push(this.item());
        break;
      case 'blockquote_open':
        this.levels.push({ marker: '> ', indent: '> ' });
        break;
      case 'list_item_close':
      case 'blockquote_close':
        this.levels.pop();
        break;
      case 'tr_open':
        this.cells = [];
        break;
      case 'tr_close':
        this.write((this.cells ?? []).join('\t'));
        this.cells = undefined;
        break;
      case 'inline':
        this.inline(token);
        break;
      case 'fence':
      case 'code_block':
      case 'formula':
        this.write(token.content.replace(/\n$/, ''));
        break;
      case 'hr':
        this.write('---');
        break;
    }
  }

  private inline(token: Token): void {
    const text = inlineText(token.children ?? []);
    if (this.cells) {
      this.cells.push(text.replaceAll('\n', ' '));
    } else {
      this.write(text);
    }
  }

  private item(): Level {
    const list = this.lists.at(-1);
    const marker = list?.ordered ? `${list.next++}. ` : '- ';
    return { marker, indent: ' '.repeat(marker.length) };
  }

  private write(text: string): void {
    const first = this.levels.map(({ marker }) => marker).join('');
    const rest = this.levels.map(({ indent }) => indent).join('');
    this.levels.forEach((level) => (level.marker = level.indent));
    this.text += this.gap + first + text.replaceAll('\n', `\n${rest}`);
    this.gap = '\n';
  }
}

function inlineText(tokens: readonly Token[]): string {
  return tokens
    .map(({ type, content, children }) => {
      switch (type) {
        case 'softbreak':
        case 'hardbreak':
          return '\n';
        case 'image':
          return inlineText(children ?? []);
        default:
          return content;
      }
    })
    .join('');
}
