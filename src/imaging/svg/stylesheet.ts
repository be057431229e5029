import { parse, SelectorType, type Selector } from 'css-what';

export interface Declaration {
  readonly property: string;
  readonly value: string;
  readonly isImportant: boolean;
}

/** One selector without commas, with nesting resolved. */
export interface Rule {
  readonly selector: string;
  /** The more specific one wins: identifiers, then classes, then types. */
  readonly specificity: number;
  readonly declarations: readonly Declaration[];
}

/**
 * The rules of a style sheet in their order, those within `@media` where they hold for a light screen, and
 * what could not be understood. Source: CSS Syntax Level 3, CSS Nesting, Selectors Level 4.
 */
export function parseStylesheet(css: string): { rules: Rule[]; unknown: string[] } {
  const rules: Rule[] = [];
  const unknown: string[] = [];
  const visit = (text: string, parent: string | undefined): Declaration[] => {
    const own: Declaration[] = [];
    for (const { prelude, body } of blocksOf(text)) {
      if (body === undefined) {
        own.push(...parseDeclarations(prelude));
      } else if (prelude.startsWith('@')) {
        if (isTransparent(prelude)) {
          own.push(...visit(body, parent));
        }
      } else {
        const selector = parent === undefined ? prelude : nested(prelude, parent);
        const at = rules.length;
        const declarations = visit(body, selector);
        const parsed = declarations.length > 0 ? rulesOf(selector, declarations) : [];
        if (parsed === undefined) {
          unknown.push(prelude);
        } else {
          // What is nested in a rule comes after it.
          rules.splice(at, 0, ...parsed);
        }
      }
    }
    return own;
  };
  visit(css.replace(/\/\*[^]*?(?:\*\/|$)|<!--|-->/g, ' '), undefined);
  return { rules, unknown };
}

/** The declarations of a rule or of a `style` attribute. */
export function parseDeclarations(text: string): Declaration[] {
  return text.split(/;(?![^(]*\))/).flatMap((each) => {
    const colon = each.indexOf(':');
    const name = each.slice(0, colon).trim();
    const value = each.slice(colon + 1).trim();
    const isImportant = /!\s*important$/i.test(value);
    return colon > 0 && value !== '' && /^[\w-]+$/.test(name)
      ? [
          {
            property: name.startsWith('--') ? name : name.toLowerCase(),
            value: isImportant ? value.replace(/\s*!\s*important$/i, '') : value,
            isImportant,
          },
        ]
      : [];
  });
}

interface Block {
  /** What stands before `{`, or declarations. */
  readonly prelude: string;
  readonly body?: string;
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  const token = /["'{};]/g;
  let start = 0;
  let loose = '';
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const [mark] = found;
    if (mark === '"' || mark === "'") {
      token.lastIndex = pastString(text, mark, found.index + 1);
    } else if (mark === ';') {
      const statement = text.slice(start, found.index).trim();
      loose += statement.startsWith('@') ? '' : `${statement};`;
      start = found.index + 1;
    } else if (mark === '{') {
      const end = closing(text, found.index + 1);
      blocks.push({
        prelude: text.slice(start, found.index).trim(),
        body: text.slice(found.index + 1, end),
      });
      start = token.lastIndex = end + 1;
    }
  }
  const prelude = loose + text.slice(start).replace(/}/g, '');
  return prelude.trim() === '' ? blocks : [...blocks, { prelude }];
}

/** Where the block that begins at `from` is closed. */
function closing(text: string, from: number): number {
  const token = /["'{}]/g;
  token.lastIndex = from;
  for (let depth = 1, found = token.exec(text); found; found = token.exec(text)) {
    const [mark] = found;
    if (mark === '{') {
      depth++;
    } else if (mark === '}') {
      if (--depth === 0) {
        return found.index;
      }
    } else {
      token.lastIndex = pastString(text, mark, found.index + 1);
    }
  }
  return text.length;
}

function pastString(text: string, quote: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') {
      at++;
    } else if (text[at] === quote) {
      return at + 1;
    }
  }
  return text.length;
}

/** True for an at-rule whose content holds as if it stood without it. */
function isTransparent(prelude: string): boolean {
  const [, name = '', condition = ''] = /^@([\w-]+)\s*(.*)$/s.exec(prelude) ?? [];
  if (name === 'media') {
    return condition.split(',').some((query) => isLightScreen(query.trim().toLowerCase()));
  }
  return name === 'layer' || name === 'supports';
}

function isLightScreen(query: string): boolean {
  return query.split(/\s+and\s+/).every((term) => {
    const bare = term.replace(/^only\s+/, '').replace(/\s+/g, '');
    return ['all', 'screen', '(prefers-color-scheme:light)'].includes(bare);
  });
}

function nested(selector: string, parent: string): string {
  return splitList(selector)
    .map((each) =>
      each.includes('&') ? each.replaceAll('&', `:is(${parent})`) : `:is(${parent}) ${each}`,
    )
    .join(',');
}

function splitList(selector: string): string[] {
  return selector.split(/,(?![^(]*\))/).map((each) => each.trim());
}

function rulesOf(text: string, declarations: readonly Declaration[]): Rule[] | undefined {
  try {
    return splitList(text).map((selector) => ({
      selector,
      specificity: Math.max(...parse(selector).map(specificityOf)),
      declarations,
    }));
  } catch {
    return undefined;
  }
}

const [identifier, attribute, type] = [1_000_000, 1_000, 1];

function specificityOf(compound: readonly Selector[]): number {
  return compound.reduce((sum, token) => {
    if (token.type === SelectorType.Attribute) {
      return sum + (token.name === 'id' ? identifier : attribute);
    }
    if (token.type === SelectorType.Pseudo) {
      return sum + (Array.isArray(token.data) ? ofArguments(token.name, token.data) : attribute);
    }
    const isType = token.type === SelectorType.Tag || token.type === SelectorType.PseudoElement;
    return sum + (isType ? type : 0);
  }, 0);
}

function ofArguments(name: string, selectors: readonly (readonly Selector[])[]): number {
  return name === 'where' ? 0 : Math.max(...selectors.map(specificityOf));
}
