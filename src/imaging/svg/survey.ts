import { DomUtils } from 'htmlparser2';
import { decodeXml } from '../structure/xml';
import { localName, parseXml, type Node } from './dom';
import { withoutReferences } from './references';

/** The most that a browser is given: letters, elements, and how deeply they are nested. */
const mostLetters = 2_000_000;
const mostElements = 20_000;
const mostDepth = 200;

/** Elements of HTML and MathML that labels are made of: text, lists, tables; nothing that holds a picture. */
const label = new Set(
  (
    'body div span p br hr wbr b i u s em strong small big sub sup code pre kbd tt font a center label section ' +
    'blockquote q del ins mark ul ol li dl dt dd table caption colgroup col thead tbody tfoot tr td th ' +
    'h1 h2 h3 h4 h5 h6 math semantics annotation mrow mi mo mn ms mtext mspace mstyle mpadded mphantom msup ' +
    'msub msubsup mfrac msqrt mroot mover munder munderover mtable mtr mtd'
  ).split(' '),
);

/** Effects that are drawn into a layer of their own, by names of attributes and in style rules. */
const effect = /filter|shadow|mask|blend|reflect/i;
/** How many plain elements take as long as one effect. */
const effectCost = 10;
const primitive =
  /^fe(?:Blend|ColorMatrix|ComponentTransfer|Composite|DropShadow|Flood|Func[RGBA]|GaussianBlur|Merge|MergeNode|Offset)$/;
const animation = /^(?:set|animate\w*)$/;
const active = /^(?:script|iframe|object|embed|link|video|audio|canvas)$/i;

/** What a browser reads that is not looked into here: entities and style sheets of other places. */
const hidden = /<!ENTITY|<\?xml-stylesheet|@import/i;
/** A picture within an element, by its type and data. */
const picture = /(?:href|src)\s*=\s*["']\s*data:([^,"']*),([^"']*)/gi;
const isNestedUnlike = /<(?:[\w-]+:)?(?:style|foreignObject|set|animate|image)|<!|<\?xml-s/i;

/**
 * How much a browser may have to do for a drawing, in elements that cover all of it; undefined for one that may
 * keep a browser busy however small it is drawn. What the renderer here draws too shows its cost there: this
 * looks at the HTML in it, and at effects that styles may give to more elements than they do here.
 */
export function survey(text: string): number | undefined {
  const plain = withoutReferences(text);
  if (text.length > mostLetters || hidden.test(plain) || !hasPlainPictures(plain)) {
    return undefined;
  }
  const seen = { elements: 0, effects: 0, primitives: 0, areAllAffected: false };
  const visit = (node: Node, depth: number, isHtml: boolean): boolean => {
    if (!DomUtils.isTag(node)) {
      return true;
    }
    seen.elements++;
    const name = localName(node);
    const isPrimitive = name.startsWith('fe');
    if (
      seen.elements > mostElements ||
      depth > mostDepth ||
      (isHtml && !label.has(name)) ||
      (isPrimitive && !primitive.test(name)) ||
      active.test(name)
    ) {
      return false;
    }
    seen.primitives += isPrimitive ? 1 : 0;
    if (name === 'style') {
      const sheet = withoutReferences(DomUtils.textContent(node));
      seen.areAllAffected ||= effect.test(sheet);
      return isReadable(sheet);
    }
    seen.areAllAffected ||= animation.test(name);
    const style = withoutReferences(node.attribs.style ?? '');
    const isAffected =
      effect.test(style) || Object.keys(node.attribs).some((key) => effect.test(key));
    seen.effects += isAffected ? 1 : 0;
    const isInHtml = isHtml || name === 'foreignObject';
    return isReadable(style) && node.children.every((child) => visit(child, depth + 1, isInHtml));
  };
  if (!parseXml(text).children.every((node) => visit(node, 0, false))) {
    return undefined;
  }
  const { elements, effects, primitives, areAllAffected } = seen;
  const affected = areAllAffected ? elements : effects;
  return elements + effectCost * affected * Math.max(1, primitives);
}

/** False for a style with escapes, which hide what it says, and for one with pictures, which fonts are not. */
function isReadable(style: string): boolean {
  return !/\\|image-set|element\(|paint\(|(?<!src\s*:[^;}]*)url\(\s*["']?\s*data:/i.test(style);
}

/** True where all pictures in a drawing are of types that the renderer here draws too. */
function hasPlainPictures(text: string): boolean {
  return [...text.replace(/[\t\r\n]/g, '').matchAll(picture)].every(([, type = '', data = '']) => {
    const nested = /^image\/svg\+xml(?:;[\w=-]+)*;base64$/i.test(type);
    return nested
      ? !isNestedUnlike.test(decodeXml(Buffer.from(data, 'base64'), false))
      : /^image\/(?:png|jpe?g|gif)(?:;|$)/i.test(type);
  });
}
