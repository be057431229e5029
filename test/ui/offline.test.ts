import assert from 'node:assert/strict';
import { until } from '../support/editor/until';
import { pictures, wordsOf } from '../support/pictures';
import { foundShare } from '../unit/imaging/words';
import { startProxy, type Proxy } from './support/proxy';
import { useStage } from './support/stage';

/** VS Code's service worker answers for these hosts with files of this computer. */
const localFiles = '.vscode-resource.vscode-cdn.net';

describe('Without a connection', function () {
  this.timeout(90_000);
  let proxy: Proxy | undefined;
  before(async () => {
    proxy = await startProxy();
  });
  after(() => proxy?.close());

  const stage = useStage({
    connected: false,
    settings: () => ({ 'http.proxy': proxy?.url, 'http.proxyStrictSSL': false }),
  });

  it('the offline reader gives the text, the size, the type and the colours, and sends nothing', async () => {
    const { workbench, page, emulator, editor } = stage();
    const picture = pictures.find(({ page }) => page === 'checkout-form');
    assert.ok(proxy && picture);
    const elsewhere: string[] = [];
    page.context().on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      const isLocal = host === new URL(editor.url).host || host.endsWith(localFiles);
      if (/^https?:$/.test(protocol) && !isLocal) {
        elsewhere.push(request.url());
      }
    });

    const conversation = await stage().choose('screenshots/checkout-form.png', 'Describe Image');
    const reply = await conversation.finished('Main colours');
    await conversation.text('Offline text reader').waitFor();
    const text = await conversation.reply.locator('pre code').innerText();
    const { share, missing } = foundShare(await wordsOf(picture), text);
    assert.ok(share >= 0.9, `${share}; not found: ${missing.join(' ')}`);
    const noise = foundShare(text.split(/\s+/), (await wordsOf(picture)).join(' ')).missing;
    assert.ok(noise.length <= 5, `read but not there: ${noise.join(' ')}`);
    const places = ['Checkout', 'Contact and delivery', 'Payment'].map((words) =>
      text.indexOf(words),
    );
    assert.deepEqual(
      places,
      places.filter((place) => place >= 0).toSorted((a, b) => a - b),
    );
    assert.match(reply, /Image PNG · 1280 × 860 · 74 KB/);
    assert.match(reply, /Main colours #[\da-f]{6} \d+ %, #[\da-f]{6} \d+ %/);
    const note = conversation.note.filter({
      hasText: 'The text was read on this computer and nothing was sent.',
    });
    await note.waitFor();
    assert.equal(await conversation.followUp.isVisible(), false);
    await workbench.screenshot('offline');

    await conversation.button('Copy').click();
    await until('the copy', async () => (await stage().clipboard()).includes('Larkfield'));
    assert.deepEqual([proxy.hosts, elsewhere, emulator.requests], [[], [], []]);

    await note.getByRole('button', { name: 'Add Connection…' }).click();
    await workbench.quickInput.shown('Where does your vision model run?');
    await workbench.screenshot('offline-add-connection');
    await workbench.quickInput.pick('OpenAI');
    await workbench.quickInput.shown('API key for api.openai.com');
    await workbench.quickInput.submit('key-of-nobody');
    await until('the proxy to be asked', () => proxy?.hosts.includes('api.openai.com:443'));
    await workbench.quickInput.shown('Name of the model');
    await workbench.quickInput.escape();
  });
});
