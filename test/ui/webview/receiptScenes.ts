import type {
  ProposalView,
  ReceiptImageView,
  ReceiptView,
  TurnView,
} from '../../../src/protocol/conversation';
import { turn } from './scenes';

/** Three images: one with a long name, and one that is part of a tall one. */
export const receipt: ReceiptView = {
  summary: ['3,412 tokens in, 264 out', '$0.0112'],
  images: [
    {
      name: 'dashboard.png',
      before: 'PNG · 3840 × 2160 · 1.2 MB',
      after: 'PNG · 1365 × 768 · 96 KB',
    },
    {
      name: 'screenshot-of-the-checkout-form-after-the-second-attempt-with-an-expired-card@2x.webp',
      before: 'WebP · 2880 × 1800 · 412 KB',
      after: 'as it is',
    },
    {
      name: 'page.png (part 2 of 5)',
      before: 'PNG · 1280 × 9400 · 3.4 MB',
      after: 'PNG · 1280 × 1880 · 702 KB',
    },
  ],
  facts: [
    { label: 'Host', value: 'contoso.openai.azure.com' },
    { label: 'Detail', value: 'auto' },
    { label: 'Estimate', value: 'about 3,390 tokens (gpt-4o)' },
  ],
  remarks: ['The bill differs from the estimate: the server scales images in its own way.'],
};

/** What 23 images would cost. */
export const splitReceipt: ReceiptView = {
  summary: ['about 25,990 tokens in', '$0.065 to $0.22'],
  images: Array.from({ length: 23 }, (_, index): ReceiptImageView => ({
    name: `step-${String(index + 1).padStart(2, '0')}.png`,
    before: `PNG · 3840 × 2160 · ${(1.1 + index / 10).toFixed(1)} MB`,
    after: `PNG · 1365 × 768 · ${92 + index} KB`,
  })),
  facts: [
    { label: 'Host', value: 'contoso.openai.azure.com' },
    { label: 'Detail', value: 'high' },
    { label: 'Requests', value: '3 (10, 10 and 3 images)' },
    { label: 'Estimate', value: 'about 25,990 tokens (gpt-4o)' },
  ],
  remarks: ['The price counts on replies of up to 4,096 tokens each.'],
};

/** The question whether to split 23 images. */
export const proposal: ProposalView = {
  title: 'Send 23 images in 3 requests?',
  text: 'The deployment takes at most 10 images at once. Each request gets the question and the replies are put together.',
  actions: [
    { action: 'sendParts', label: 'Send in 3 Requests' },
    { action: 'sendWhole', label: 'Send the First 10 Only' },
    { action: 'cancel', label: 'Cancel' },
  ],
};

/** A turn that waits for an answer to the proposal. */
export const asking: TurnView = turn({ running: true, proposal, receipt: splitReceipt });
