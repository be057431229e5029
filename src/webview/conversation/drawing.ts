import type { Answers } from '../../protocol/channel';
import type { pageCalls } from '../../protocol/conversation';

/**
 * Draws an SVG text at a size in pixels, and gives the PNG. As an `<img>` it runs no script and loads nothing
 * from elsewhere. Of an animation the first frame is drawn. Rejects where it is no drawing.
 */
export const draw: Answers<typeof pageCalls>['draw'] = async ({ svg, width, height }) => {
  const image = new Image();
  // A `blob:` URL would taint the canvas where the drawing holds HTML.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.drawImage(image, 0, 0, width, height);
  image.src = ''; // An animation would go on.
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) {
    throw new Error('no picture');
  }
  return { png: new Uint8Array(await blob.arrayBuffer()) };
};
