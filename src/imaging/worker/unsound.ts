/** A library does not start or breaks, which is no fault of the image. */
export class Unsound extends Error {
  override readonly name = 'Unsound';
}

/** What comes of `work`; what it throws is `Unsound`. */
export async function soundly<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new Unsound(String(error), { cause: error });
  }
}
