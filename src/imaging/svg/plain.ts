import { compile } from 'css-select';
import serialize from 'dom-serializer';
import { DomUtils } from 'htmlparser2';
import type { DrawingLimit } from '../../core/images/images';
import { decoded, encoded, group, localName, parseXml, type Element, type Node } from './dom';
import { labelText, textStyle, type TextStyle } from './labels';
import { parseDeclarations, parseStylesheet, type Declaration, type Rule } from './stylesheet';
import { resolveValue, type Context } from './values';

/** What children take over from their parent. */
interface Inherited extends TextStyle {
  readonly customProperties: ReadonlyMap<string, string>;
  readonly isDark: boolean;
}

type Matcher = Rule & { readonly matches: (element: Element) => boolean };

/** What resvg does not draw as browsers do, by the look of the text. */
const unlike =
  /<(?:[\w-]+:)?(?:style|foreignObject)\b|var\(|light-dark\(|\b(?:hwb|lab|lch|oklab|oklch|color|color-mix)\(|\b(?:rgb|hsl)a?\(\s*(?:from|[\d.]+\w*%?)\s+/;

/** Properties that give shapes their size, which resvg knows as attributes only. */
const geometry = /^(?:[xyr]|[cr][xy]|width|height|d)$/;
const shapes = /^(?:rect|circle|ellipse|line|image|svg|use|path|foreignObject)$/;

const nothing: Inherited = {
  customProperties: new Map(),
  isDark: false,
  colour: '#000',
  size: 16,
  isBold: false,
  align: 'center',
};

/**
 * An SVG text that resvg draws as a browser draws the given one: style rules become `style` attributes, CSS
 * values become plain ones, HTML labels become text. What could not be translated is among the limits.
 */
export function plainSvg(text: string): { text: string; limits: DrawingLimit[] } {
  if (!unlike.test(text)) {
    return { text, limits: [] };
  }
  const document = parseXml(text);
  const limits = new Set<DrawingLimit>();
  const sheets = DomUtils.getElementsByTagName('style', document);
  const { rules, unknown } = parseStylesheet(sheets.map((sheet) => sheetText(sheet)).join('\n'));
  const matchers = rules.flatMap((rule): Matcher[] => {
    try {
      return [{ ...rule, matches: compile(rule.selector, { xmlMode: true }) }];
    } catch {
      unknown.push(rule.selector);
      return [];
    }
  });
  if (unknown.some((selector) => !isPassing(selector))) {
    limits.add('style');
  }
  const styler = new Styler(matchers, limits);
  document.children.forEach((node) => styler.visit(node, nothing));
  sheets.forEach((sheet) => DomUtils.removeElement(sheet));
  const made = serialize(document.children, { xmlMode: true, decodeEntities: false });
  return { text: made, limits: [...limits] };
}

/** True for a selector of a state that a picture is never in, or of a part that has no shape of its own. */
function isPassing(selector: string): boolean {
  return /:(?:hover|focus|active|visited|target|:)/.test(selector);
}

function sheetText(sheet: Element): string {
  const text = DomUtils.textContent(sheet);
  return sheet.children.some((child) => DomUtils.isCDATA(child)) ? text : decoded(text);
}

class Styler {
  constructor(
    private readonly matchers: readonly Matcher[],
    private readonly limits: Set<DrawingLimit>,
  ) {}

  visit(node: Node, inherited: Inherited): void {
    if (!DomUtils.isTag(node)) {
      return;
    }
    const own = this.style(node, inherited);
    if (localName(node) === 'foreignObject') {
      this.replaceLabel(node, own);
      return;
    }
    node.children.forEach((child) => this.visit(child, own));
  }

  /** Writes an element's style into it, and tells what its children inherit. */
  private style(element: Element, inherited: Inherited): Inherited {
    const declared = this.cascade(element);
    const customProperties = new Map(inherited.customProperties);
    declared.forEach((value, property) => {
      if (property.startsWith('--')) {
        customProperties.set(property, value);
      }
    });
    const scheme = declared.get('color-scheme');
    const isDark = scheme === undefined ? inherited.isDark : /^(?:only )?dark$/.test(scheme);
    const context: Context = { customProperty: (name) => customProperties.get(name), isDark };
    const plain = new Map<string, string>();
    declared.forEach((value, property) => {
      const resolved = property.startsWith('--') ? undefined : resolveValue(value, context);
      if (resolved !== undefined) {
        plain.set(property, resolved);
      } else if (!property.startsWith('--') && !value.includes('var(')) {
        this.limits.add('style');
      }
    });
    this.write(element, plain, context);
    return { customProperties, isDark, ...textStyle(element, plain, inherited) };
  }

  /** The declarations that hold for an element, those of the file's own attribute last. */
  private cascade(element: Element): Map<string, string> {
    const matching = this.matchers
      .filter(({ matches }) => matches(element))
      .toSorted((one, other) => one.specificity - other.specificity)
      .flatMap(({ declarations }) => declarations);
    const own = parseDeclarations(decoded(element.attribs.style ?? ''));
    const all: Declaration[] = [...matching, ...own];
    const ordered = [
      ...all.filter(({ isImportant }) => !isImportant),
      ...all.filter(({ isImportant }) => isImportant),
    ];
    return new Map(ordered.map(({ property, value }) => [property, value]));
  }

  private write(element: Element, plain: Map<string, string>, context: Context): void {
    for (const [name, value] of Object.entries(element.attribs)) {
      if (name !== 'style' && value.includes('(') && !/href|^d$|^transform$/.test(name)) {
        const resolved = resolveValue(decoded(value), context);
        if (resolved === undefined) {
          Reflect.deleteProperty(element.attribs, name);
        } else {
          element.attribs[name] = encoded(resolved);
        }
      }
    }
    const style: string[] = [];
    const isShape = shapes.test(localName(element));
    for (const [property, value] of plain) {
      if (isShape && geometry.test(property)) {
        element.attribs[property] = encoded(property === 'd' ? pathOf(value) : value);
      } else {
        style.push(`${property}:${value}`);
      }
    }
    if (style.length > 0) {
      element.attribs.style = encoded(style.join(';'));
    } else {
      Reflect.deleteProperty(element.attribs, 'style');
    }
  }

  /** Draws an HTML label as text, unless a `switch` has other text for it. */
  private replaceLabel(element: Element, style: Inherited): void {
    const { parent } = element;
    if (parent && DomUtils.isTag(parent) && localName(parent) === 'switch') {
      const isOnly = !parent.children.some(
        (child) => DomUtils.isTag(child) && localName(child) !== 'foreignObject',
      );
      if (!isOnly) {
        DomUtils.removeElement(element);
        return;
      }
    }
    const lines: string[] = [''];
    let shown: TextStyle = style;
    const read = (node: Node, outer: Inherited): void => {
      if (DomUtils.isTag(node)) {
        const own = this.style(node, outer);
        const isBlock = /^(?:p|div|li|tr|h\d|br|ul|ol|table)$/.test(localName(node));
        if (isBlock && lines.at(-1) !== '') {
          lines.push('');
        }
        node.children.forEach((child) => read(child, own));
        if (isBlock && lines.at(-1) !== '') {
          lines.push('');
        }
      } else if (DomUtils.isText(node) && node.data.trim() !== '') {
        lines.push((lines.pop() ?? '') + node.data.replace(/\s+/g, ' '));
        shown = outer;
      }
    };
    element.children.forEach((child) => read(child, style));
    const full = lines.map((line) => line.trim()).filter((line) => line !== '');
    const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) =>
      Number((element.attribs[name] ?? '0').replace(/px$/, '')),
    ) as [number, number, number, number];
    if (full.length === 0) {
      DomUtils.removeElement(element);
    } else if (width > 0 && height > 0 && Number.isFinite(x + y)) {
      const label = parseXml(labelText(full, { x, y, width, height }, shown));
      DomUtils.replaceElement(element, group(label.children, element.attribs));
    } else {
      this.limits.add('html');
    }
  }
}

function pathOf(value: string): string {
  return /^path\(\s*["']?(.*?)["']?\s*\)$/s.exec(value)?.[1] ?? value;
}
