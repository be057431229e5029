import type { TextRegion } from '../conversation/textRegion';
import { formOf, regionOf, type BoxForm, type SizedShape } from './boxForm';
import type { PlacedPart, PlacedReply } from './placesReply';
import { onImage, type SentPicture } from './sentPictures';

/** An answer as people read it, with the places that its pieces speak of. */
export interface PlacedAnswer {
  /** Markdown. */
  readonly text: string;
  readonly regions: readonly TextRegion[];
  /** So many places made no sense. */
  readonly dropped: number;
}

/** The text of an answer in pieces. */
export function textOf({ parts, isList }: PlacedReply): string {
  return parts.map(({ text }) => (isList ? `- ${text.trim()}\n` : text)).join('');
}

/**
 * An answer in pieces, its boxes on the images that were sent: of the form that was asked for, or of the one that
 * makes sense of them. Nonsense is left out and counted.
 */
export function placedAnswer(
  reply: PlacedReply,
  pictures: readonly SentPicture[],
  asked: BoxForm,
): PlacedAnswer {
  const [only, another] = pictures;
  const pictureOf = ({ image }: PlacedPart): SentPicture | undefined =>
    another ? pictures[image - 1] : only;
  const sized = (part: PlacedPart): SizedShape[] => {
    const size = pictureOf(part)?.size;
    return part.shape ? [{ shape: part.shape, ...(size && { size }) }] : [];
  };
  const form = formOf(reply.parts.flatMap(sized), asked);
  const regions: TextRegion[] = [];
  let dropped = 0;
  let at = 0;
  for (const part of reply.parts) {
    const picture = pictureOf(part);
    const [shape] = picture ? sized(part) : [];
    const sent = shape && regionOf(shape, form);
    const region = sent && picture && onImage(sent, picture.window);
    const piece = part.text.trim();
    if (region && piece !== '') {
      const offset = at + (reply.isList ? 2 : part.text.indexOf(piece));
      const place = { offset, length: piece.length };
      regions.push({ text: piece, ...place, image: picture.image, region, source: 'model' });
    } else if (part.shape !== undefined || part.isNonsense === true) {
      dropped += 1;
    }
    at += reply.isList ? piece.length + 3 : part.text.length;
  }
  return { text: textOf(reply), regions, dropped };
}
