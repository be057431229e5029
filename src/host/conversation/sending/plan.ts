import { estimate } from '../../../core/cost/estimate';
import { imagesIn, textIn } from '../../../core/conversation/message';
import type { VisionRequest } from '../../../core/conversation/request';
import type { Image, ImageFile } from '../../../core/images/images';
import { priceAt, type Prices } from '../../../core/cost/prices';
import type { Recipient } from '../../../core/connections/recipient';
import type { Estimate, Receipt, SentImage } from '../../../core/cost/receipt';
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
  /** What each image of the request became, in order. */
  readonly made: readonly (readonly Ready[])[];
  readonly receipt: Receipt;
  /** How many images it would be with tall ones in parts, where that is offered, and what they cost. */
  readonly offer?: { readonly images: number; readonly estimate?: Estimate };
}

export interface PlanOptions {
  readonly recipient: Recipient;
  readonly request: VisionRequest<ImageFile>;
  readonly prices: Prices;
  readonly parts: PrepareOptions['parts'];
  readonly prepared: PreparedImages;
}

/** What became of images by how they were prepared: a follow-up sends them again. */
export type PreparedImages = WeakMap<ImageFile, Map<string, Prepared>>;

/** Makes the images of a request ready for who gets them. Rejects as `prepareImage` does. */
export async function planFor(options: PlanOptions, signal: AbortSignal): Promise<Plan> {
  const { recipient, request, parts } = options;
  const files = imagesIn(request.messages);
  const model = visionModelOf(recipient.names.at(-1) ?? '');
  const fit: Pick<PrepareOptions, 'rule' | 'least'> = recipient.fit ?? {
    rule: fitRule(model, request.detail),
  };
  const all = await Promise.all(
    files.map((file) =>
      preparedOnce(options.prepared, file, { ...fit, accepted: recipient.types, parts }, signal),
    ),
  );
  const made = files.map((file, index) => readyOf(file, all[index]));
  const ready = made.flat();
  const offered = all.flatMap(({ offeredParts, pictures }) => offeredParts ?? pictures);
  const most = recipient.takesSingly === true ? 1 : recipient.maxImages;
  const requests = Math.max(1, Math.ceil(ready.length / most));
  const estimated = estimateOf(
    ready.map(({ image }) => image),
    requests,
    options,
  );
  const price = priceAt(recipient.names, recipient.isOpenAi, options.prices);
  return {
    made,
    receipt: {
      host: recipient.host,
      detail: request.detail,
      ...(recipient.ignoresDetail && { ignoresDetail: true }),
      images: ready.map(({ line }) => line),
      requests,
      ...(estimated && { estimate: estimated }),
      ...(price && { price }),
    },
    ...(all.some(({ offeredParts }) => offeredParts) && {
      offer: offerOf(offered, options),
    }),
  };
}

async function preparedOnce(
  done: PreparedImages,
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
  return pictures.map(({ type, width, height, source, bytes = file.bytes }, index) => ({
    image: { name: file.name, type, bytes, width, height, shows: { source, size } },
    line: {
      name: file.name,
      before: { ...size, type: file.type, bytes: file.bytes.length },
      after: { width, height, type, bytes: bytes.length },
      source,
      ...(pictures.length > 1 && { part: { index: index + 1, count: pictures.length } }),
      ...(file.traits.includes('animated') && { isFirstFrame: true }),
      ...(file.traits.includes('metadata') && { isStripped: true }),
      ...(file.limits && { limits: file.limits }),
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
  { recipient, request, prices }: PlanOptions,
): Estimate | undefined {
  const { names, deployment, isOpenAi } = recipient;
  const { detail, maxOutputTokens, system, messages } = request;
  return estimate({
    modelName: names.at(-1),
    deployment,
    isOpenAi,
    prices,
    detail,
    texts: [system, ...messages.map(textIn)],
    sizes,
    maxOutputTokens,
    requests,
  });
}
