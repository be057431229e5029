import type { Size, Spot } from './view';

/** A picture as the browser has decoded it. */
export interface Decoded {
  readonly image: HTMLImageElement;
  readonly size: Size;
  /** False where something of it is transparent, or it is not known. */
  readonly isOpaque: boolean;
  /** The colour of a pixel as `#rrggbb`, or `#rrggbbaa` where it is transparent; undefined where it cannot be read. */
  colourAt(pixel: Spot): string | undefined;
  /** Lets the memory go. */
  close(): void;
}

/** Decodes a picture; rejects where the browser cannot. */
export async function decode(blob: Blob): Promise<Decoded> {
  const url = URL.createObjectURL(blob);
  const image = new Image();
  image.draggable = false;
  image.alt = '';
  image.src = url;
  try {
    await image.decode();
    // A drawing has no bitmap: its pixels are read from what is shown.
    const bitmap = await createImageBitmap(blob).catch(() => undefined);
    // A density that the file states changes the natural size of an image, not its pixels.
    const { width, height } = bitmap ?? { width: image.naturalWidth, height: image.naturalHeight };
    Object.assign(image, { width, height });
    return {
      image,
      size: { width, height },
      isOpaque: isOpaque(bitmap ?? image, { width, height }),
      colourAt: colours(bitmap ?? image),
      close: () => {
        bitmap?.close();
        URL.revokeObjectURL(url);
      },
    };
  } catch (error) {
    URL.revokeObjectURL(url);
    throw error;
  }
}

/** The longest side of the copy in which transparent pixels are looked for. */
const copySide = 1024;

/** Looks at a smaller copy, in which each pixel is the mean of those that it stands for. */
function isOpaque(source: ImageBitmap | HTMLImageElement, { width, height }: Size): boolean {
  const scale = Math.min(1, copySide / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) {
    return false;
  }
  try {
    context.imageSmoothingQuality = 'medium';
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    for (let at = 3; at < data.length; at += 4) {
      if (data[at] !== 255) {
        return false;
      }
    }
    return true;
  } catch {
    return false;
  }
}

function colours(source: ImageBitmap | HTMLImageElement): (pixel: Spot) => string | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return ({ x, y }) => {
    try {
      context?.clearRect(0, 0, 1, 1);
      context?.drawImage(source, -x, -y);
      return context ? hexOf(context.getImageData(0, 0, 1, 1).data) : undefined;
    } catch {
      return undefined; // A drawing with HTML in it, which no page may read.
    }
  };
}

function hexOf([red = 0, green = 0, blue = 0, alpha = 255]: Uint8ClampedArray): string {
  const shown = alpha === 255 ? [red, green, blue] : [red, green, blue, alpha];
  return `#${shown.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
