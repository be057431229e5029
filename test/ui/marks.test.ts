import assert from 'node:assert/strict';
import { until } from '../support/editor/until';
import { bodyOf } from './support/chat';
import { useStage } from './support/stage';

const name = 'checkout-form.png';

describe('Marked parts of an image', function () {
  this.timeout(60_000);
  const stage = useStage({ settings: () => ({ 'sightline.detail': 'high' }) });

  it('are drawn on the picture in full and go along with the question, at full resolution', async () => {
    const { page, workbench } = stage();
    const conversation = await stage().choose(`screenshots/${name}`, 'Describe Image');
    await conversation.finished('Seen by the emulator');
    await stage().nextRequest();
    await conversation.button(name).click();
    const viewer = conversation.frame.getByRole('application', { name, exact: true });
    const place = await until('the picture in full', () =>
      viewer.locator('.viewer-stage.shown img').boundingBox(),
    );
    await workbench.screenshot('viewer-dark');
    await viewer.getByRole('button', { name: 'Mark a Part' }).click();
    const at = (x: number, y: number): [number, number] => [
      place.x + x * place.width,
      place.y + y * place.height,
    ];
    await page.mouse.move(...at(0.25, 0.5));
    await page.mouse.down();
    await page.mouse.move(...at(0.5, 0.75), { steps: 4 });
    await page.mouse.up();
    await viewer.getByRole('list', { name: 'Regions' }).getByRole('button').waitFor();
    await workbench.screenshot('viewer-marked');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'hidden' });
    await workbench.screenshot('marks-pending');

    await conversation.followUp.fill('What is wrong in 1?');
    await conversation.followUp.press('Enter');
    await conversation.finished('What is wrong in 1?');
    const request = await stage().nextRequest();
    const [whole, part] = request.images;
    assert.equal(request.images.length, 2);
    assert.deepEqual([whole?.width, whole?.height], [1280, 860]);
    assert.ok(part && Math.abs(part.width - 320) <= 4, `${part?.width}`);
    assert.ok(Math.abs(part.height - 215) <= 4, `${part.height}`);
    const content = bodyOf(request).messages.at(-1)?.content;
    assert.ok(Array.isArray(content));
    const [question, image] = content;
    assert.ok(question?.type === 'text' && image?.type === 'image_url');
    assert.match(question.text, /^What is wrong in 1\?\n\nI marked these parts\..*\n- 1: /);
    const asked = conversation.frame.getByRole('list', { name: 'Marked parts' });
    await asked.getByRole('button', { name: /1\s*checkout-form\.png/ }).waitFor();
    await workbench.screenshot('marks-asked');
  });
});
