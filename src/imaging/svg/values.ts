import { colourFunction, plainColour } from './colours';

/** What a value may refer to. */
export interface Context {
  readonly customProperty: (name: string) => string | undefined;
  /** Whether the dark one of two colours is used. */
  readonly isDark: boolean;
}

const mostSteps = 500;
const mostLength = 20_000;

/** Brackets of functions that stay, so that they are not met again. */
const kept = { open: '⟦', close: '⟧' };

/**
 * A value of CSS with `var()`, `light-dark()` and colour functions replaced by what they stand for; undefined
 * where one has no meaning, which makes the declaration invalid.
 */
export function resolveValue(value: string, context: Context): string | undefined {
  let text = value;
  for (let step = 0; step < mostSteps && text.length < mostLength; step++) {
    // The innermost call, so that its arguments are plain.
    const call = /([\w-]*)\(([^()]*)\)/.exec(text);
    if (call === null) {
      return text.replaceAll(kept.open, '(').replaceAll(kept.close, ')').trim();
    }
    const [whole, name = '', given = ''] = call;
    const result = resolveCall(name.toLowerCase(), given, context);
    if (result === undefined) {
      return undefined;
    }
    text = text.slice(0, call.index) + result + text.slice(call.index + whole.length);
  }
  return undefined;
}

function resolveCall(name: string, given: string, context: Context): string | undefined {
  const keep = `${name}${kept.open}${given}${kept.close}`;
  if (name === 'var') {
    const [property = '', ...fallback] = given.split(',');
    const found = context.customProperty(property.trim());
    return found ?? (fallback.length > 0 ? fallback.join(',').trim() : undefined);
  }
  if (name === 'light-dark') {
    const [light, dark] = given.split(/,(?![^⟦]*⟧)/);
    return (context.isDark ? dark : light)?.trim();
  }
  if (!colourFunction.test(`${name}(`)) {
    return keep;
  }
  const colour = plainColour(name, given.replaceAll(kept.open, '(').replaceAll(kept.close, ')'));
  return colour?.replace('(', kept.open).replace(')', kept.close);
}
