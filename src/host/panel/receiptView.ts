import * as vscode from 'vscode';
import { tokenCost } from '../../core/cost/cost';
import type { Difference, Estimate, Proposal, Receipt, SentImage } from '../../core/cost/receipt';
import type { Usage } from '../../core/conversation/reply';
import type { DrawingLimit } from '../../core/images/images';
import type { ActionView, ProposalView, ReceiptView } from '../../protocol/conversation';
import { factsLine, fileSize } from '../images/imageFacts';

/** A receipt in the user's language. `usage` is all that the server counted for the turn, if it did. */
export function receiptView(receipt: Receipt | undefined, usage: Usage | undefined): ReceiptView {
  const paid = receipt?.price && usage && dollars(tokenCost(receipt.price, usage), 3);
  return {
    summary: [
      ...(usage ? [tokensLine(usage)] : receipt ? [sentLine(receipt)] : []),
      ...(paid === undefined ? [] : [paid]),
    ],
    images: (receipt?.images ?? []).map((image) => ({
      name: nameOf(image),
      before: image.before ? factsLine(image.before) : '',
      after: afterOf(image),
    })),
    facts: receipt ? factsOf(receipt) : [],
    remarks: receipt ? remarksOf(receipt, usage) : [],
  };
}

/** A question to the user before anything is sent. */
export function proposalView(
  proposal: Proposal,
  receipt: Receipt,
  viewsOf: (ids: readonly string[]) => ActionView[],
): ProposalView {
  const [title, text, ...actions] = wordsOf(proposal, receipt);
  return { title, text, actions: viewsOf([...actions, 'cancel']) };
}

function wordsOf(
  { kind, parts, most = parts, partsTokens }: Proposal,
  { host, images, requests }: Receipt,
): [title: string, text: string, ...actions: string[]] {
  switch (kind) {
    case 'parts':
      return [
        vscode.l10n.t('The text would be too small to read'),
        [
          vscode.l10n.t(
            'A tall image is made so small for the model that its text cannot be read. In overlapping parts at full resolution it can: {0} images instead of {1}.',
            parts,
            images.length,
          ),
          ...(partsTokens === undefined
            ? []
            : [vscode.l10n.t('The parts cost about {0} tokens.', count(partsTokens))]),
        ].join(' '),
        'sendParts',
        'sendWhole',
      ];
    case 'split':
      return [
        vscode.l10n.t('Send {0} images in {1} requests?', images.length, requests),
        vscode.l10n.t(
          '{0} takes at most {1} images in one request. The replies are put together here.',
          host,
          most,
        ),
        'send',
      ];
    case 'send':
      return [
        vscode.l10n.t('Ready to send'),
        vscode.l10n.t('This goes to {0} when you send it.', host),
        'send',
      ];
  }
}

function tokensLine({ inputTokens, outputTokens }: Usage): string {
  return vscode.l10n.t('{0} tokens in, {1} out', count(inputTokens), count(outputTokens));
}

function sentLine({ images }: Receipt): string {
  const bytes = images.reduce((sum, { after }) => sum + (after?.bytes ?? 0), 0);
  const number =
    images.length === 1 ? vscode.l10n.t('1 image') : vscode.l10n.t('{0} images', images.length);
  return bytes === 0 ? number : `${number}, ${fileSize(bytes)}`;
}

function nameOf({ name, part }: SentImage): string {
  return part === undefined
    ? name
    : vscode.l10n.t('{0} (part {1} of {2})', name, part.index, part.count);
}

function afterOf({ before, after }: SentImage): string {
  if (after === undefined) {
    return vscode.l10n.t('its URL');
  }
  const isUntouched =
    before?.bytes === after.bytes && before.width === after.width && before.type === after.type;
  return isUntouched ? vscode.l10n.t('as it is') : factsLine(after);
}

function factsOf(receipt: Receipt): ReceiptView['facts'] {
  const { host, detail, ignoresDetail, foundWords, requests, estimate } = receipt;
  return [
    { label: vscode.l10n.t('Host'), value: host },
    ...(ignoresDetail === true ? [] : [{ label: vscode.l10n.t('Detail'), value: detail }]),
    ...(foundWords === undefined
      ? []
      : [
          {
            label: vscode.l10n.t('Text found on this computer'),
            value: vscode.l10n.t('{0} words go along', count(foundWords)),
          },
        ]),
    ...(requests > 1 ? [{ label: vscode.l10n.t('Requests'), value: count(requests) }] : []),
    ...(estimate ? estimateFacts(estimate) : []),
  ];
}

function estimateFacts({ model, isAssumed, inputTokens, cost }: Estimate): ReceiptView['facts'] {
  const tokens = count(inputTokens);
  return [
    {
      label: vscode.l10n.t('Estimate'),
      value: isAssumed
        ? vscode.l10n.t('about {0} tokens in, if the model is {1}', tokens, model)
        : vscode.l10n.t('about {0} tokens in ({1})', tokens, model),
    },
    ...(cost
      ? [
          {
            label: vscode.l10n.t('Cost'),
            value: vscode.l10n.t('{0} to {1}', dollars(cost.least, 2), dollars(cost.most, 2)),
          },
        ]
      : []),
  ];
}

function remarksOf({ images, billed, difference }: Receipt, usage: Usage | undefined): string[] {
  return [
    ...(images.some(({ isFirstFrame }) => isFirstFrame)
      ? [vscode.l10n.t('Of an animation, the first frame is sent.')]
      : []),
    ...(images.some(({ isStripped }) => isStripped)
      ? [vscode.l10n.t('Metadata in the file (such as the place of a photo) is not sent.')]
      : []),
    ...limitSentences(images),
    ...(billed && usage && billed.usage.inputTokens < usage.inputTokens
      ? [
          vscode.l10n.t(
            'The tokens counted are those of all requests for this reply, the estimate is of the last.',
          ),
        ]
      : []),
    ...(difference && usage ? [differenceSentence(difference)] : []),
  ];
}

/** Each once, as the parts of a tall drawing all have its limits. */
function limitSentences(images: Receipt['images']): string[] {
  const all = images.flatMap(({ name, limits = [] }) =>
    // Of text that is missing, colours are no matter.
    limits
      .filter((limit) => limit !== 'style' || !limits.includes('html'))
      .map((limit) => limitSentence(name, limit)),
  );
  return [...new Set(all)];
}

function limitSentence(name: string, limit: DrawingLimit): string {
  switch (limit) {
    case 'html':
      return vscode.l10n.t(
        'Text of {0} that stands in HTML cannot be drawn here, so the model does not see it. Save the drawing as PNG to show all of it.',
        name,
      );
    case 'style':
      return vscode.l10n.t(
        'Some styles of {0} are not known here, so the model may see other colours than a browser shows. Save the drawing as PNG to show it as it is.',
        name,
      );
    case 'glyphs':
      return vscode.l10n.t(
        'Some letters of {0} have no font here, so the model does not see them. Save the drawing as PNG to show all of it.',
        name,
      );
    case 'outside':
      return vscode.l10n.t(
        'Pictures that {0} takes from other files are not loaded, so the model does not see them. Save the drawing as PNG to show all of it.',
        name,
      );
  }
}

function differenceSentence(difference: Difference): string {
  switch (difference.kind) {
    case 'otherModel':
      return vscode.l10n.t(
        'The bill differs from the estimate because the server names another model: {0}.',
        difference.model,
      );
    case 'assumedModel':
      return vscode.l10n.t(
        'The bill differs from the estimate because nothing tells the model, which was taken for {0}. Set “model” in the connection.',
        difference.model,
      );
    case 'earlierTable':
      return vscode.l10n.t(
        'The bill differs from the estimate because the server counts {0} by a table that was published before: about {1} tokens.',
        difference.model,
        count(difference.tokens),
      );
    case 'unknown':
      return vscode.l10n.t(
        'The bill differs from the estimate by more than 20 %: the server counts otherwise than its makers publish.',
      );
  }
}

function count(value: number): string {
  return value.toLocaleString(vscode.env.language);
}

function dollars(value: number, digits: number): string {
  return value.toLocaleString(vscode.env.language, {
    style: 'currency',
    currency: 'USD',
    maximumSignificantDigits: digits,
  });
}
