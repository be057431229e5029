import type { Asked } from '../../core/conversation/conversation';
import { nextNumber, type Mark } from '../../core/conversation/marks';
import { onPicture, type Box } from '../../core/images/region';
import type { ImageStore } from '../images/imageStore';
import type { Session } from './session';

/** A part of an image as a page marks it. */
export interface MarkedPart {
  readonly image: string;
  readonly box: Box;
}

/**
 * What a question brings that points at parts of a session's images: each as an image of its own, with its number.
 * `nameOf` gives a part's name by that of the whole. What is no part of an image of the session is left out.
 */
export function marked(
  parts: readonly MarkedPart[],
  session: Pick<Session, 'turns' | 'images'>,
  images: Pick<ImageStore, 'record' | 'addPart'>,
  nameOf: (whole: string, number: number) => string,
): Pick<Asked, 'images' | 'marks'> {
  let number = nextNumber(session.turns.map(({ question }) => question));
  const marks: Mark[] = [];
  for (const { image: of, box } of parts) {
    const region = onPicture({ box });
    const record = session.images.includes(of) ? images.record(of) : undefined;
    if (record && !record.part && region && 'box' in region) {
      const name = nameOf(record.name, number);
      const image = images.addPart({ of, box: region.box, name });
      marks.push({ number: number++, image, of, name: record.name, box: region.box });
    }
  }
  return marks.length > 0 ? { images: marks.map(({ image }) => image), marks } : {};
}
