import sharp from 'sharp';
import { picturePath, pictures } from './pictures';

/** A capture of a whole page: the sample docs page of 1024 × 1200 pixels `pages` times. PNG. */
export async function tallScreenshot(pages: number): Promise<Buffer> {
  const picture = pictures.find(({ page }) => page === 'docs-page');
  if (picture === undefined) {
    throw new Error('There is no docs page.');
  }
  const page = await sharp(picturePath(picture)).png().toBuffer();
  return sharp({
    create: {
      width: picture.width,
      height: picture.height * pages,
      channels: 3,
      background: '#fff',
    },
  })
    .composite(
      Array.from({ length: pages }, (_, index) => ({
        input: page,
        left: 0,
        top: index * picture.height,
      })),
    )
    .png()
    .toBuffer();
}
