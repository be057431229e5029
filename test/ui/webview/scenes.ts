import { readFile } from 'node:fs/promises';
import type {
  ConversationView,
  HostMessage,
  ReceiptView,
  TurnView,
} from '../../../src/protocol/conversation';
import type { ImageView } from '../../../src/protocol/pictures';
import type { PanelStrings } from '../../../src/protocol/panelStrings';
import type { PixelsMessage } from './webviewPage';
import { adding } from './addingTexts';
import { viewer } from './viewerTexts';
import { picturePath, pictures, type Picture } from '../../support/pictures';

export const strings: PanelStrings = {
  images: 'Images',
  conversation: 'Conversation',
  question: 'Question',
  prompt: 'Prompt',
  reply: 'Reply',
  stop: 'Stop',
  copy: 'Copy',
  edit: 'Edit',
  copyMarkdown: 'Copy as Markdown',
  copyCode: 'Copy code',
  copied: 'Copied',
  followUp: 'Ask a follow-up',
  send: 'Send',
  waiting: 'Looking at the image…',
  replyComplete: 'The reply is complete.',
  changeConnection: 'Change connection',
  detail: 'Detail',
  detailAuto: 'Detail: auto',
  detailLow: 'Detail: low',
  detailHigh: 'Detail: high',
  withFoundText: 'Send the Text on the Image Along',
  withPlaces: 'Answer with Places on the Image',
  thoughts: 'Thoughts',
  earlierReply: 'Show the earlier reply',
  laterReply: 'Show the later reply',
  receipt: 'Receipt',
  receiptImage: 'Image',
  receiptBefore: 'File',
  receiptAfter: 'Sent',
  marks: 'Marked parts',
  removeMark: 'Remove Mark {0}',
  viewer,
  adding,
};

/** A turn that has ended well, but for what is given. */
export function turn(change: Partial<TurnView> = {}): TurnView {
  return {
    id: 0,
    prompt: 'What is shown here?',
    reply: '',
    running: false,
    notices: [],
    actions: [],
    ...change,
  };
}

/** A receipt that is nothing but its line. */
export function bill(...summary: readonly string[]): ReceiptView {
  return { summary, images: [], facts: [], remarks: [] };
}

/** The message that shows a conversation about one image, but for what is given. */
export function show(
  turns: readonly TurnView[],
  change: Partial<ConversationView> = {},
): HostMessage {
  return {
    type: 'show',
    strings,
    conversation: {
      title: 'Describe: dashboard.png',
      id: 'a',
      connection: 'gpt-5.4 at contoso.openai.azure.com',
      images: [
        { id: '0', name: 'dashboard.png', facts: 'PNG · 1400 × 900 · 118 KB', state: 'ready' },
      ],
      turns,
      canFollowUp: true,
      detail: 'auto',
      ...change,
    },
  };
}

/** The demo's pictures of these file names: how the panel lists them, and their pixels. */
export async function images(
  ...files: readonly string[]
): Promise<{ views: ImageView[]; messages: PixelsMessage[] }> {
  const found = files.map((file) => pictures.find((picture) => picture.file === file));
  const list = found.filter((picture): picture is Picture => picture !== undefined);
  const read = await Promise.all(list.map((picture) => readFile(picturePath(picture))));
  return {
    views: list.map(({ file, format, width, height }, id) => ({
      id: String(id),
      name: file,
      state: 'ready',
      facts: `${format.toUpperCase()} · ${width} × ${height} · ${Math.round((read[id]?.length ?? 0) / 1024)} KB`,
    })),
    messages: list.map(({ format }, id) => ({
      type: 'image',
      id: String(id),
      mediaType: `image/${format}`,
      bytes: new Uint8Array(read[id] ?? []),
    })),
  };
}

export const describePrompt =
  'Describe this image for someone who cannot see it. Begin with one sentence that says what it is and what matters most in it. Then go through its parts in reading order: their names, states, values, and the visible text that carries meaning. Point out errors, warnings, selected or disabled elements. Leave out mere decoration.';

export const longReply = `A **sales dashboard** for the last 30 days; revenue is up, but the *conversion rate* fell below its target.

## Header

The bar holds the title "Overview", a date picker set to **1–30 June**, and an \`Export\` button, which is disabled.

## Figures

| Metric | Value | Change | Target |
| :--- | ---: | ---: | :---: |
| Revenue | $48,210 | +12 % | met |
| Orders | 1,204 | +4 % | met |
| Conversion | 2.1 % | −0.6 % | **missed** |

## What stands out

1. **Conversion** is marked with a red triangle and the text "Below target".
2. The chart *Orders by day* has two peaks:
   - Tuesday 10th, 96 orders
   - Friday 27th, 112 orders
3. The table below is sorted by "Last order", newest first.

> "Payments were delayed on 14 June." – a grey banner above the chart

The page's source is probably close to this:

\`\`\`html
<section class="kpi" aria-label="Conversion">
  <h2>Conversion</h2>
  <strong data-state="below">2.1 %</strong> <span class="delta">−0.6 % compared with the month before</span>
</section>
\`\`\`

See [the documentation](https://learn.microsoft.com/azure/ai-services/openai/how-to/gpt-with-vision) for how such charts are read.`;

/** Thoughts, then what models write beside plain Markdown. */
export const variedReply = `<think>
The user wants a review. There is a form with two fields.

I will list what to do, then answer.
</think>

## To do

- [x] Add a label to **Name**
- [ ] Raise the contrast of \`Save\`
  - [ ] also when it is disabled
- An item without a box

1. [ ] A numbered task
2. A numbered item

| Field | Notes |
|---|---|
| Name | required<br>max 40 |
| الحقل | مطلوب<br>حتى 40 |

**「保存」**ボタンと**注意:**これ。詳しくはhttps://example.com/a。

صورة لنموذج تسجيل الدخول باسم Login، وفيها حقلان:

- حقل الاسم \`name()\`
- Password field
- [x] زر الحفظ

> اقتباس من الصفحة

The mean is \\(\\bar{x} = \\frac{1}{n} \\sum_i x_i\\), or $x_1 * x_2$ for $5:

\\[
a_1 = b_1
- c_1
\\]

${'W'.repeat(120)}
`;
