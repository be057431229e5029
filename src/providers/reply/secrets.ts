/** Shorter values are no secret, and removing them would garble what a server says. */
const shortest = 4;

/** A text with each secret in it, in any spelling, replaced by `***`. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .toSorted((a, b) => b.length - a.length)
    .flatMap(patternsOf)
    .reduce((clean, pattern) => clean.replace(pattern, '***'), text);
}

/** True where a text repeats one of the secrets, in any spelling. */
export function repeatsSecret(text: string, secrets: readonly string[]): boolean {
  return withoutSecrets(text, secrets) !== text;
}

/** The secret as it is, escaped for JSON, a URL or HTML, in hexadecimal, and in base64. */
function patternsOf(secret: string): RegExp[] {
  if (secret.length < shortest) {
    return [];
  }
  const characters = Array.from(secret);
  const hex = characters.map(hexOf).join('');
  return [
    new RegExp(characters.map(spellingsOf).join(''), 'g'),
    new RegExp(hex, 'gi'),
    ...base64Of(secret).map((core) => new RegExp(core, 'g')),
  ];
}

function spellingsOf(character: string): string {
  const hex = hexOf(character);
  const code = character.charCodeAt(0);
  return `(?:\\\\?${escaped(character)}|%${anyCase(hex)}|\\\\u00${anyCase(hex)}|&#0*${code};|&#[xX]0*${anyCase(hex)};${namedEntity(character)})`;
}

function namedEntity(character: string): string {
  const name = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' }[character];
  return name === undefined ? '' : `|&${name};`;
}

/**
 * What stands in base64 for a secret wherever it begins in the encoded bytes: the characters that depend
 * on nothing else, in either alphabet.
 */
function base64Of(secret: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const encoded = btoa('\0'.repeat(before) + secret).replace(/=+$/, '');
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor(((before + secret.length) * 8) / 6);
    const core = encoded.slice(first, last);
    return core.length < 2 * shortest
      ? []
      : [escaped(core).replaceAll('\\+', '[+-]').replaceAll('\\/', '[/_]')];
  });
}

function hexOf(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(2, '0');
}

function anyCase(hex: string): string {
  return hex.replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
