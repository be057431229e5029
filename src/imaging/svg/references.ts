/** A text with its numeric character references (`&#x4e2d;`) as letters. */
export function withoutReferences(text: string): string {
  return text.replace(/&#(x[\da-f]+|\d+);/gi, (_, code: string) => {
    const value = /^x/i.test(code) ? parseInt(code.slice(1), 16) : Number(code);
    return value <= 0x10ffff ? String.fromCodePoint(value) : '';
  });
}
