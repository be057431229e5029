import { estimate } from '../../../core/cost/estimate';
import type { Image, ImageFile } from '../../../core/images/images';
import { priceAt, type Prices } from '../../../core/cost/prices';
import type { Recipient } from '../../../core/connections/recipient';
import type { Estimate, Receipt, SentImage } from '../../../core/cost/receipt';
import type { Question } from '../../../core/conversation/request';
import { fitRule, visionModelOf } from '../../../core/cost/visionModels';
import type { Prepared, PrepareOptions } from '../../../imaging';
import { loadImaging } from '../../chunks';

/** An image ready to be sent, with its line in the receipt. */
export interface Ready {
  readonly image: Image;
  readonly line: SentImage;
}

/** All that is decided about a question before it is sent. */
export interface Plan {
  readonly ready: readonly Ready[];
  readonly receipt: Receipt;
  /** How many images it would be with tall ones in parts, where that is offered, and what they cost. */
  readonly offer?: { readonly images: number; readonly estimate?: Estimate };
}

export interface PlanOptions {
  readonly recipient: Recipient;
  readonly question: Question;
  readonly prices: Prices;
  readonly parts: PrepareOptions['parts'];
}

/** Makes the images of a question ready for who gets them. Rejects as `prepareImage` does. */
export async function planFor(
  files: readonly ImageFile[],
  options: PlanOptions,
  signal: AbortSignal,
): Promise<Plan> {
  const { recipient, question, parts } = options;
  const model = visionModelOf(recipient.names.at(-1) ?? '');
  const rule = fitRule(model, question.detail);
  const all = await Promise.all(
    files.map((file) => preparedOnce(file, { rule, accepted: recipient.types, parts }, signal)),
  );
  const ready = files.flatMap((file, index) => readyOf(file, all[index]));
  const offered = all.flatMap(({ offeredParts, pictures }) => offeredParts ?? pictures);
  const requests = Math.max(1, Math.ceil(ready.length / recipient.maxImages));
  const made = estimateOf(
    ready.map(({ image }) => image),
    requests,
    options,
  );
  const price = priceAt(recipient.names, recipient.isOpenAi, options.prices);
  return {
    ready,
    receipt: {
      host: recipient.host,
      detail: question.detail,
      ...(recipient.ignoresDetail && { ignoresDetail: true }),
      images: ready.map(({ line }) => line),
      requests,
      ...(made && { estimate: made }),
      ...(price && { price }),
    },
    ...(all.some(({ offeredParts }) => offeredParts) && {
      offer: offerOf(offered, options),
    }),
  };
}

/** What became of images by how they were prepared: a follow-up sends them again. */
const done = new WeakMap<ImageFile, Map<string, Prepared>>();

async function preparedOnce(
  file: ImageFile,
  options: PrepareOptions,
  signal: AbortSignal,
): Promise<Prepared> {
  const known = done.get(file) ?? new Map<string, Prepared>();
  done.set(file, known);
  const key = JSON.stringify(options);
  const found = known.get(key);
  if (found) {
    return found;
  }
  const { prepareImage } = await loadImaging();
  const made = await prepareImage(file, options, signal);
  known.set(key, made);
  return made;
}

function readyOf(file: ImageFile, prepared?: Prepared): Ready[] {
  if (prepared === undefined) {
    return [];
  }
  const { size, pictures } = prepared;
  return pictures.map(({ type, width, height, bytes = file.bytes }, index) => ({
    image: { name: file.name, type, bytes, width, height },
    line: {
      name: file.name,
      before: { ...size, type: file.type, bytes: file.bytes.length },
      after: { width, height, type, bytes: bytes.length },
      ...(pictures.length > 1 && { part: { index: index + 1, count: pictures.length } }),
      ...(file.traits.includes('animated') && { isFirstFrame: true }),
      ...(file.traits.includes('metadata') && { isStripped: true }),
    },
  }));
}

function offerOf(sizes: Parameters<typeof estimateOf>[0], options: PlanOptions) {
  const requests = Math.max(1, Math.ceil(sizes.length / options.recipient.maxImages));
  const made = estimateOf(sizes, requests, options);
  return { images: sizes.length, ...(made && { estimate: made }) };
}

function estimateOf(
  sizes: readonly Pick<Image, 'width' | 'height'>[],
  requests: number,
  { recipient, question, prices }: PlanOptions,
): Estimate | undefined {
  const { names, deployment, isOpenAi } = recipient;
  const { detail, maxOutputTokens, system, exchanges } = question;
  return estimate({
    modelName: names.at(-1),
    deployment,
    isOpenAi,
    prices,
    detail,
    texts: [system, ...exchanges.map(({ text }) => text)],
    sizes,
    maxOutputTokens,
    requests,
  });
}
