import assert from 'node:assert/strict';
import { dataUrl, type Image } from '../../../src/core/images/images';
import { assistantMessage, userMessage } from '../../../src/core/conversation/message';
import { withReplyLanguage } from '../../../src/core/conversation/prompts';
import { chatMessages } from '../../../src/core/conversation/request';

const image = (name: string, type: Image['type'], bytes: number[]): Image => ({
  name,
  type,
  bytes: Uint8Array.from(bytes),
  width: 1,
  height: 1,
});

describe('chatMessages', () => {
  it('puts the system message first, then the text and the images in order, then what followed', () => {
    const messages = chatMessages({
      system: 'Be brief.',
      messages: [
        userMessage('Compare.', [
          image('a.png', 'image/png', [1, 2, 3]),
          image('b.jpg', 'image/jpeg', [255]),
        ]),
        assistantMessage('They differ.'),
        userMessage('How?'),
      ],
      detail: 'high',
      maxOutputTokens: 100,
    });
    assert.deepEqual(messages, [
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Compare.' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AQID', detail: 'high' } },
          { type: 'image_url', image_url: { url: 'data:image/jpeg;base64,/w==', detail: 'high' } },
        ],
      },
      { role: 'assistant', content: 'They differ.' },
      { role: 'user', content: 'How?' },
    ]);
  });

  it('sends the URL of an image that the server fetches, as it is', () => {
    const url = 'https://store.example.com/a%2Fb.png?sig=a%2Bb%3D';
    const [message] = chatMessages({
      system: '',
      messages: [
        userMessage('Compare.', [{ name: 'b.png', url }, image('a.png', 'image/png', [1, 2, 3])]),
      ],
      detail: 'low',
      maxOutputTokens: 100,
    });
    assert.deepEqual(message?.content, [
      { type: 'text', text: 'Compare.' },
      { type: 'image_url', image_url: { url, detail: 'low' } },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AQID', detail: 'low' } },
    ]);
  });

  it('carries images of any message of the user', () => {
    const messages = chatMessages({
      system: 'Be brief.',
      messages: [
        userMessage('What is this?'),
        assistantMessage('Which image?'),
        userMessage('This one.', [image('a.png', 'image/png', [1, 2, 3])]),
      ],
      detail: 'auto',
      maxOutputTokens: 100,
    });
    assert.deepEqual(messages.slice(1), [
      { role: 'user', content: 'What is this?' },
      { role: 'assistant', content: 'Which image?' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'This one.' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AQID', detail: 'auto' } },
        ],
      },
    ]);
  });

  it('puts the system text at the head of the first message of the user where no role takes it', () => {
    const messages = chatMessages(
      {
        system: 'Be brief.',
        messages: [userMessage('What is this?', [image('a.png', 'image/png', [1])])],
        detail: 'auto',
        maxOutputTokens: 100,
      },
      { systemRole: 'user', withDetail: false },
    );
    assert.deepEqual(messages, [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Be brief.\n\nWhat is this?' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AQ==' } },
        ],
      },
    ]);
  });

  it('sends no system message where there is none', () => {
    const messages = chatMessages({
      system: '',
      messages: [userMessage('Hello')],
      detail: 'auto',
      maxOutputTokens: 100,
    });
    assert.deepEqual(
      messages.map(({ role }) => role),
      ['user'],
    );
  });
});

describe('dataUrl', () => {
  it('is the same with and without Buffer, for a view into a larger buffer', () => {
    const bytes = Uint8Array.from({ length: 100_001 }, (_, index) => (index * 31) % 256).subarray(
      1,
    );
    const withBuffer = dataUrl('image/png', bytes);
    const { Buffer: saved } = globalThis;
    try {
      Reflect.deleteProperty(globalThis, 'Buffer');
      assert.equal(dataUrl('image/png', bytes), withBuffer);
    } finally {
      globalThis.Buffer = saved;
    }
    assert.deepEqual(Buffer.from(withBuffer.split(',')[1] ?? '', 'base64'), Buffer.from(bytes));
  });
});

describe('withReplyLanguage', () => {
  it('adds the language to the system message unless it is auto', () => {
    assert.equal(withReplyLanguage('Be brief.', 'auto'), 'Be brief.');
    assert.equal(withReplyLanguage('', 'German'), 'Reply in this language: German.');
    assert.match(withReplyLanguage('Be brief.', 'German'), /^Be brief\.\n\n.*German\.$/);
  });
});
