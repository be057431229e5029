import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { root } from '../support/paths';
import { picturePath, pictures } from '../support/pictures';
import { tallScreenshot } from '../support/tallScreenshot';
import { bitmap, icon } from '../unit/imaging/formats/writers';
import { colourAt, near } from '../unit/imaging/preparedFile';
import { imagesOf, promptOf } from './support/chat';
import type { Conversation } from './support/conversation';
import { useStage } from './support/stage';

const images = 23;
const small = { width: 96, height: 64 };

async function files(): Promise<Record<string, Buffer>> {
  const [picture] = pictures;
  assert.ok(picture);
  const dashboard = sharp(picturePath(picture));
  const few = await dashboard.clone().resize(140, 90).png().toBuffer();
  const place = { IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N' } };
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><rect width="600" height="400" fill="#fff"/><text x="40" y="200" font-size="48" fill="#123">Release plan</text></svg>';
  const label = '<div xmlns="http://www.w3.org/1999/xhtml">Payment failed</div>';
  const flow =
    '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="300"><rect width="600" height="300" fill="#eef"/>' +
    `<foreignObject width="100%" height="100%" style="font: 60px sans-serif; color: #c00">${label}</foreignObject>` +
    '<rect y="150" width="600" height="150" style="fill: rgb(from #0a7 g r b)"/></svg>';
  return {
    ...Object.fromEntries(
      Array.from({ length: images }, (_, index) => [`many/${String(index + 10)}.png`, few]),
    ),
    'retina.png': await dashboard.clone().resize(2800, 1800).png().toBuffer(),
    'tall.png': await tallScreenshot(5),
    'photo.jpg': await dashboard.clone().jpeg().withExif(place).toBuffer(),
    'formats/scan.tiff': await dashboard.clone().tiff({ compression: 'lzw' }).toBuffer(),
    'formats/deep.png': await dashboard.clone().toColourspace('rgb16').png().toBuffer(),
    'formats/photo.avif': await dashboard.clone().resize(700).avif().toBuffer(),
    'formats/old.bmp': bitmap({ ...small, bits: 24 }),
    'formats/site.ico': icon([few]),
    'formats/plan.svg': Buffer.from(svg),
    'formats/flow.svg': Buffer.from(flow),
    'formats/phone.heic': await readFile(path.join(root, 'test/fixtures/quarters.heic')),
  };
}

describe('The receipt', function () {
  this.timeout(120_000);
  const stage = useStage({ files });

  it('tells after the reply what was sent and what it cost', async () => {
    const conversation = await stage().choose('photo.jpg', 'Describe Image');
    await conversation.finished('1194 × 768');
    const request = await stage().nextRequest();
    const [sent] = imagesOf(request);
    assert.ok(sent && !sent.bytes.includes('Exif'), 'where the photo was taken stays here');
    const { receipt } = conversation;
    await receipt.getByText(/^[\d,]+ tokens in, [\d,]+ out$/).click();
    await receipt.getByText(/^JPEG · 1400 × 900/).waitFor();
    await receipt.getByText(/^WEBP · 1194 × 768 · \d+ KB$/).waitFor();
    await receipt.getByText(/^\$0\.00\d+$/).waitFor();
    await receipt.getByText('Metadata in the file', { exact: false }).waitFor();
    await receipt.getByText('Metadata in the file', { exact: false }).scrollIntoViewIfNeeded();
    await stage().workbench.screenshot('receipt-after');
  });

  it('says that of an animation the first frame is sent', async () => {
    const conversation = await stage().choose('screenshots/spinner.gif', 'Describe Image');
    await conversation.finished('Image 1: PNG, 240 × 96');
    await conversation.receipt
      .getByText(/tokens in/)
      .first()
      .click();
    await conversation.receipt.getByText('Of an animation, the first frame is sent.').waitFor();
  });

  it('offers to send a tall screenshot in parts, and tells the model so', async () => {
    const whole = await stage().choose('tall.png', 'Describe Image');
    await whole.frame.getByText('The text would be too small to read', { exact: true }).waitFor();
    await stage().workbench.screenshot('receipt-tall');
    await whole.choice('Send as a Whole').click();
    await whole.finished(/Image 1: PNG, \d+ × 2048/);
    assert.equal((await stage().nextRequest()).images.length, 1);

    const parts = await stage().choose('tall.png', 'Describe Image');
    await parts.choice('Send in Parts').click();
    await parts.finished(/Image 8: PNG, 1024 × 768/);
    const request = stage().requests.at(-1);
    assert.ok(request);
    assert.ok(request.images.length > 5);
    assert.ok(request.images.every(({ width }) => width === 1024));
    assert.match(promptOf(request), /parts 1 to 9 of the 9 parts of one tall image, "tall\.png"/);
  });

  for (const [file, expected] of [
    ['scan.tiff', 'PNG, 1194 × 768'],
    ['deep.png', 'PNG, 1194 × 768'],
    ['photo.avif', 'PNG, 700 × 450'],
    ['old.bmp', 'PNG, 96 × 64'],
    ['site.ico', 'PNG, 140 × 90'],
    ['plan.svg', 'PNG, 600 × 400'],
    ['phone.heic', '96 × 64'],
  ] as const) {
    it(`of ${file}: what no server takes is sent as what it does, and shown`, async () => {
      const conversation = await stage().choose(`formats/${file}`, 'Describe Image');
      await conversation.finished(expected);
      const { width } = await conversation.pixels(file);
      assert.ok(width > 0);
      if (file === 'plan.svg') {
        await stage().workbench.screenshot('format-svg');
      }
    });
  }

  it('tells of no limits of a drawing that the panel’s page has drawn, which is sent and shown', async () => {
    const conversation = await stage().choose('formats/flow.svg', 'Describe Image');
    await conversation.finished('PNG, 600 × 300');
    const [sent] = imagesOf(await stage().nextRequest());
    assert.ok(sent);
    near(await colourAt(sent.bytes, 300, 220), [170, 0, 119]);
    const top = sharp(sent.bytes).extract({ left: 0, top: 0, width: 600, height: 150 });
    const raw = await top.removeAlpha().raw().toBuffer();
    const red = raw.filter((value, at) => at % 3 === 0 && value > 180 && (raw[at + 1] ?? 0) < 60);
    assert.ok(red.length > 500, `${red.length} red pixels of the label`);
    await conversation.pixels('flow.svg');
    const shown = await conversation
      .image('flow.svg')
      .locator('img')
      .evaluate((image: HTMLImageElement) => {
        const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
        const context = canvas.getContext('2d');
        context?.drawImage(image, 0, 0);
        return [...(context?.getImageData(300, 220, 1, 1).data ?? [])];
      });
    near(shown, [170, 0, 119]);
    await conversation.receipt
      .getByText(/tokens in/)
      .first()
      .click();
    await conversation.receipt.getByText(/^SVG · 600 × 300/).waitFor();
    assert.doesNotMatch(await conversation.receipt.innerText(), /stands in HTML|not known here/);
  });

  it('asks before more images are sent than one request takes, and joins the replies', async () => {
    const { workbench } = stage();
    const names = Array.from({ length: images }, (_, index) => `many/${String(index + 10)}.png`);
    await workbench.explorer.select(...names);
    const conversation = await stage().choose(names[0] ?? '', 'Describe Image');
    await conversation.frame.getByText('Send 23 images in 3 requests?', { exact: true }).waitFor();
    await conversation.receipt.getByText(/^about [\d,]+ tokens in/).waitFor();
    await workbench.screenshot('receipt-split');
    assert.equal(stage().requests.length, 0);
    await conversation.choice('Send').click();
    const reply = await conversation.finished('Images 21 to 23');
    assert.match(
      reply,
      /Images 1 to 10.*Image 10:.*Images 11 to 20.*Image 10:.*Images 21 to 23.*Image 3:/s,
    );
    const sent = stage().requests;
    assert.deepEqual(
      sent.map((request) => request.images.length),
      [10, 10, 3],
    );
    const [, second] = sent;
    assert.ok(second);
    assert.match(promptOf(second), /images 11 to 20 of 23/);
  });
});

describe('A request over the user’s threshold', function () {
  this.timeout(120_000);
  const stage = useStage({ files, settings: () => ({ 'sightline.confirmTokens': 500 }) });

  const ask = async (file: string, prompt: string): Promise<Conversation> => {
    const { explorer, quickInput } = stage().workbench;
    await explorer.choose(file, 'Ask About Image…');
    await quickInput.shown('Type a question, or choose a prompt');
    await quickInput.submit(prompt);
    return stage().conversation();
  };

  it('is shown before it is sent, and Enter sends it', async () => {
    const conversation = await ask('retina.png', 'What rises?');
    const { receipt } = conversation;
    await receipt.getByText(/^PNG · 2800 × 1800 · \d+ KB$/).waitFor();
    await receipt.getByText(/^PNG · 1194 × 768 · \d+ KB$/).waitFor();
    await receipt.getByText(new URL(stage().emulator.url).host, { exact: true }).waitFor();
    await receipt.getByText(/^about [\d,]+ tokens in \(gpt-4o\)$/).waitFor();
    await receipt.getByText(/^\$0\.0\d+ to \$0\.0\d+$/).waitFor();
    await stage().workbench.screenshot('receipt-before');
    assert.equal(stage().requests.length, 0);
    await conversation.choice('Send').click();
    assert.equal(promptOf(await stage().nextRequest()), 'What rises?');
    await conversation.finished('1194 × 768');

    await conversation.followUp.fill('And what falls?');
    await conversation.followUp.press('Enter');
    await conversation.finished('And what falls?');
    assert.equal(stage().requests.length, 2, 'a follow-up is not asked about');
  });

  it('sends nothing where the user cancels, and asks again on Retry', async () => {
    const conversation = await ask('screenshots/dashboard.png', 'Never sent');
    await conversation.choice('Cancel').click();
    await conversation.note.getByText('Nothing was sent.').waitFor();
    await conversation.button('Retry').click();
    await conversation.choice('Send').waitFor();
    await stage().page.keyboard.press('Escape');
    await conversation.note.getByText('Nothing was sent.').waitFor();
    assert.equal(stage().requests.length, 0);
  });

  it('is shown for each command anew, and not for what is under it', async () => {
    const conversation = await stage().choose('screenshots/dashboard.png', 'Describe Image');
    await conversation.choice('Send').waitFor();
    assert.equal(stage().requests.length, 0);
    await conversation.choice('Send').click();
    await conversation.finished('1400 × 900');
    await stage().closeEditors();
    const small = await stage().choose('screenshots/spinner.gif', 'Describe Image');
    await small.finished('240 × 96');
  });
});
