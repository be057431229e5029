import assert from 'node:assert/strict';
import { imagesIn, textIn } from '../../../src/core/conversation/message';
import { imagesOf, messagesOf, type Reply, type Turn } from '../../../src/core/conversation/turn';
import { VisionError, type VisionErrorKind } from '../../../src/core/errors';

const done: Reply = { text: 'Seen.', state: 'done' };
const failed = (kind: VisionErrorKind): Reply => ({
  text: '',
  state: 'failed',
  error: new VisionError(kind),
});

function turns(...replies: readonly Reply[]): Turn[] {
  return replies.map((reply, id) => ({
    id,
    question: { text: `Question ${id}`, images: [`image ${id}`], detail: 'auto' },
    replies: [reply],
    shown: 0,
  }));
}

/** What goes along with the last of these questions. */
function along(...replies: readonly Reply[]): readonly string[] {
  const all = turns(...replies, { text: '', state: 'running' });
  const [last] = all.slice(-1);
  return last ? imagesOf(all, last) : [];
}

describe('the images that follow-ups bring', () => {
  it('go along with their own question and all that follow', () => {
    const all = turns(done, done, { text: '', state: 'running' });
    const [, , last] = all;
    assert.ok(last);
    assert.deepEqual(
      messagesOf(all, last).map((message) => [textIn(message), imagesIn([message])]),
      [
        ['Question 0', ['image 0']],
        ['Seen.', []],
        ['Question 1', ['image 1']],
        ['Seen.', []],
        ['Question 2', ['image 2']],
      ],
    );
  });

  const came: readonly (readonly [what: string, reply: Reply, goesAlong: boolean])[] = [
    ['were stopped before anything came', { text: '', state: 'stopped' }, true],
    ['were interrupted', { text: '', state: 'interrupted' }, true],
    ['failed for the network', failed('unreachable'), true],
    ['failed for a model that sees nothing', failed('modelBlind'), true],
    ['were not to be sent', { text: '', state: 'declined' }, false],
    ['are damaged', failed('imageDamaged'), false],
    ['are gone', failed('imageNotReadable'), false],
    ['were too large for the server', failed('requestTooLarge'), false],
    ['failed after something had come', { ...failed('imageDamaged'), text: 'Half' }, true],
  ];
  for (const [what, reply, goesAlong] of came) {
    it(`${goesAlong ? 'go' : 'do not go'} along later where they ${what}`, () => {
      const expected = ['image 0', ...(goesAlong ? ['image 1'] : []), 'image 2'];
      assert.deepEqual(along(done, reply), expected);
    });
  }

  it('go along with their own question where that is asked again', () => {
    const all = turns(done, failed('imageDamaged'));
    const [, last] = all;
    assert.deepEqual(last && imagesOf(all, last), ['image 0', 'image 1']);
  });

  it('are not left out where the first question failed: the conversation is about its images', () => {
    assert.deepEqual(along({ text: '', state: 'declined' }), ['image 0', 'image 1']);
    assert.deepEqual(along(failed('imageNotReadable')), ['image 0', 'image 1']);
  });
});
