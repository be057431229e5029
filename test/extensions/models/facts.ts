/** What the bytes of an image say, for example `PNG 1400 × 900`; the project's own readers are not asked. */
export function factsOf(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (from: number, to: number) =>
    String.fromCharCode(...bytes.subarray(from, Math.min(to, bytes.length)));
  if (text(1, 4) === 'PNG' && text(12, 16) === 'IHDR') {
    return `PNG ${view.getUint32(16)} × ${view.getUint32(20)}`;
  }
  if (text(0, 3) === 'GIF') {
    return `GIF ${view.getUint16(6, true)} × ${view.getUint16(8, true)}`;
  }
  return bytes[0] === 0xff && bytes[1] === 0xd8 ? 'JPEG' : 'something else';
}
