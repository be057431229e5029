import { parse as parseAstro } from '@astrojs/compiler/sync';
import { parse as parseCode, parseExpression } from '@babel/parser';
import { NodeTypes, parse as parseVue } from '@vue/compiler-dom';
import { decodeHTMLAttribute } from 'entities/decode';
import { parse as parseSvelte } from 'svelte/compiler';
import { nodesOf, type Shown } from './shown';

/** An attribute as a parser has it: a text, code, or (`…`) all attributes of an object. */
interface Value {
  readonly name: string;
  readonly text?: string;
  readonly code?: string;
}

const names = /^(?:img|Image|Img|NextImage|NuxtImg|nuxt-img|Picture|enhanced:img)$/;

/** An element in, the image that it shows out where its path is known. */
function imageOf(
  name: unknown,
  values: readonly Value[],
  imports: ReadonlyMap<string, string>,
): Shown[] {
  const source = values.find((value) => value.name === 'src');
  const target = source?.text ?? literal(source?.code) ?? imports.get(source?.code?.trim() ?? '');
  if (!names.test(String(name)) || target === undefined) {
    return [];
  }
  const given = values.find((value) => value.name === 'alt');
  const alt = given?.text ?? literal(given?.code);
  const spread = values.some((value) => value.name === '…');
  return [{ target, alt, computed: alt === undefined && (given !== undefined || spread) }];
}

/** The value of code that is a string. */
function literal(code: string | undefined): string | undefined {
  try {
    const node = code === undefined ? undefined : parseExpression(code);
    if (
      node?.type === 'CallExpression' &&
      'name' in node.callee &&
      node.callee.name === 'require'
    ) {
      return node.arguments[0]?.type === 'StringLiteral' ? node.arguments[0].value : undefined;
    }
    if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) {
      return node.quasis[0]?.value.cooked ?? undefined;
    }
    return node?.type === 'StringLiteral' ? node.value : undefined;
  } catch {
    return undefined;
  }
}

/** The default imports, where a script begins a line with each. */
function importsOf(text: string): Map<string, string> {
  const found = text.matchAll(/^ *import (\w+) from ['"]([^'"\n]+)['"]/gm);
  return new Map(Array.from(found, ([, name = '', path = '']) => [name, path]));
}

/** The images of JSX or TSX as Babel reads it; `undefined` where it is none. */
export function jsxImages(text: string): Shown[] | undefined {
  const code = parsed(() =>
    parseCode(text, { sourceType: 'module', plugins: ['jsx', 'typescript'] }),
  );
  if (code === undefined) {
    return undefined;
  }
  const imports = importsOf(text);
  return [...nodesOf(code.program)]
    .filter(({ type }) => type === 'JSXOpeningElement')
    .flatMap(({ name, attributes }) => {
      const source = (node: JsxValue) => text.slice((node.start ?? 0) + 1, (node.end ?? 0) - 1);
      const values = (attributes as JsxAttribute[]).map((own): Value => {
        const { value } = own;
        const named = { name: own.type === 'JSXSpreadAttribute' ? '…' : String(own.name?.name) };
        return value?.type === 'JSXExpressionContainer'
          ? { ...named, code: source(value) }
          : { ...named, text: value?.value ?? '' };
      });
      return imageOf((name as { name?: unknown }).name, values, imports);
    });
}

interface JsxValue {
  readonly type: string;
  readonly value?: string;
  readonly start?: number;
  readonly end?: number;
}

interface JsxAttribute {
  readonly type: string;
  readonly name?: { readonly name: unknown };
  readonly value?: JsxValue | null;
}

/** The images of the template of a Vue file; `undefined` where the compiler finds an error. */
export function vueImages(text: string): Shown[] | undefined {
  let errors = 0;
  const tree = parseVue(text, { parseMode: 'sfc', onError: () => errors++ });
  // The content of the template is text to a parser of whole files.
  const start = tree.children.find((node) => 'tag' in node && node.tag === 'template');
  if (errors > 0 || start === undefined || !('tag' in start)) {
    return errors > 0 ? undefined : [];
  }
  const imports = importsOf(text);
  return [...nodesOf(start.children)]
    .filter(({ type, tag }) => type === element && typeof tag === 'string')
    .flatMap(({ tag, props }) =>
      imageOf(
        tag,
        (props as VueProp[]).map((prop): Value => {
          if (prop.type === attribute) {
            return { name: prop.name, text: prop.value?.content ?? '' };
          }
          const bound = prop.name === 'bind' ? (prop.arg?.content ?? '…') : `v-${prop.name}`;
          return { name: bound, code: prop.exp?.content ?? '' };
        }),
        imports,
      ),
    );
}

const element: number = NodeTypes.ELEMENT;
const attribute: number = NodeTypes.ATTRIBUTE;

interface VueProp {
  readonly type: number;
  readonly name: string;
  readonly value?: { readonly content: string };
  readonly arg?: { readonly content: string };
  readonly exp?: { readonly content: string };
}

/** The images of a Svelte component; `undefined` where the compiler takes it for none. */
export function svelteImages(text: string): Shown[] | undefined {
  const tree = parsed(() => parseSvelte(text, { modern: true }));
  if (tree === undefined) {
    return undefined;
  }
  const imports = importsOf(text);
  return [...nodesOf(tree.fragment)]
    .filter(({ type }) => type === 'RegularElement' || type === 'Component')
    .flatMap(({ name, attributes }) =>
      imageOf(
        name,
        (attributes as SvelteAttribute[]).map((own) => svelteValue(own, text)),
        imports,
      ),
    );
}

interface SvelteAttribute {
  readonly type: string;
  readonly name?: string;
  readonly value?: true | SveltePart | SveltePart[];
}

interface SveltePart {
  readonly type: string;
  readonly data?: string;
  readonly expression?: { readonly start: number; readonly end: number };
}

function svelteValue({ type, name = '', value }: SvelteAttribute, text: string): Value {
  if (type === 'SpreadAttribute') {
    return { name: '…' };
  }
  const parts = value === true || value === undefined ? [] : Array.isArray(value) ? value : [value];
  const [first] = parts;
  if (parts.every((part) => part.type === 'Text')) {
    return { name, text: first?.data ?? '' };
  }
  const { start, end } = first?.expression ?? { start: 0, end: 0 };
  return { name, code: parts.length === 1 ? text.slice(start, end) : 'several + parts' };
}

/** The images of an Astro component; `undefined` where the compiler fails. */
export function astroImages(text: string): Shown[] | undefined {
  const tree = parsed(() => parseAstro(text, { position: false }));
  if (tree === undefined || tree.diagnostics.length > 0) {
    return undefined;
  }
  const imports = importsOf(text);
  return [...nodesOf(tree.ast)]
    .filter(({ type }) => type === 'element' || type === 'component' || type === 'custom-element')
    .flatMap(({ name, attributes }) =>
      imageOf(
        name,
        (attributes as { kind: string; name: string; value: string }[]).map((own): Value => {
          switch (own.kind) {
            case 'quoted':
            case 'empty':
              return { name: own.name, text: decodeHTMLAttribute(own.value) };
            case 'spread':
              return { name: '…' };
            case 'template-literal':
              return { name: own.name, code: `\`${own.value}\`` };
            default:
              return { name: own.name, code: own.value === '' ? own.name : own.value };
          }
        }),
        imports,
      ),
    );
}

function parsed<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
