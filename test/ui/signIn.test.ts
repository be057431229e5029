import assert from 'node:assert/strict';
import path from 'node:path';
import { entraToken } from '../support/emulator';
import { workspacesFolder } from '../support/pictures';
import { startAccounts, type Accounts } from './support/accounts';
import { AddConnection, run, usedConnection } from './support/connections';
import { wholeLog } from './support/connectionsLog';
import { describeImage, useEditor, useEmulator } from './support/connectionsStage';
import { reset } from './support/lending';

const tenant = '0f1e2d3c-0000-4000-8000-123456789abc';
const picture = 'screenshots/checkout-form.png';
const scopes = ['https://cognitiveservices.azure.com/.default', `VSCODE_TENANT:${tenant}`];
const consent = "The extension 'Sightline' wants to sign in using Microsoft.";

describe('a sign-in with Microsoft', function () {
  this.timeout(90_000);
  const azure = useEmulator({
    kind: 'azure',
    entra: { tenant, strangers: ['eve'] },
    deployments: ['gpt-5.4'],
  });
  let accounts: Accounts;
  before(async () => {
    accounts = await startAccounts(() => entraToken({ tenant }));
  });
  beforeEach(() => accounts.forget());
  after(() => accounts.close());
  const wishes = () => ({ workspace: path.join(workspacesFolder, 'demo'), env: accounts.env });
  const editor = useEditor(() => ({
    ...wishes(),
    settings: {
      'sightline.connections': [
        {
          name: 'gpt-4o',
          provider: 'azure',
          endpoint: azure().url,
          deployment: 'gpt-4o',
          auth: 'entra',
          tenant,
        },
      ],
    },
  }));
  const dialog = () => editor().workbench.dialog;
  const consentAsked = async () => {
    await dialog().root.waitFor();
    assert.ok((await dialog().text()).includes(consent), await dialog().text());
  };
  const signedIn = async () => {
    accounts.give(() => entraToken({ tenant }));
    const conversation = await describeImage(editor(), picture);
    await consentAsked();
    await dialog().press('Allow');
    await conversation.finished('1280 × 860');
    await editor().driver.run('workbench.action.closeAllEditors');
  };
  /** The bearer tokens of the requests since the first `from`. */
  const bearers = (from: number) =>
    azure()
      .requests.slice(from)
      .map(({ headers }) => headers.authorization?.replace('Bearer ', ''));

  it('is offered by Add Connection…, where the user may decline and keep the connection', async () => {
    await reset(editor(), wishes());
    const flow = await AddConnection.with(editor(), 'Azure OpenAI');
    await flow.endpoint(azure().url, 'Sign in with Microsoft (Entra ID, no key)');
    await editor().workbench.quickInput.shown('Tenant (directory)');
    await editor().workbench.quickInput.submit('Contoso Ltd');
    await editor().workbench.quickInput.shown('A tenant is named by an ID');
    await editor().workbench.screenshot('sign-in-tenant');
    await editor().workbench.quickInput.submit(tenant);
    assert.deepEqual(accounts.events, []);
    await flow.deployment('gpt-5.4');
    await consentAsked();
    // Another dialog takes the place of this one.
    await dialog().root.getByRole('button', { name: 'Cancel', exact: true }).click();
    assert.match(await flow.problem('You are not signed in'), /Nothing was sent\./);
    await dialog().press('Keep Anyway');
    assert.deepEqual(await usedConnection(editor(), 'gpt-5.4'), {
      name: 'gpt-5.4',
      provider: 'azure',
      endpoint: azure().url,
      deployment: 'gpt-5.4',
      auth: 'entra',
      tenant,
    });
    assert.deepEqual([azure().requests.length, accounts.events], [0, []]);
  });

  it('is asked for with the first question; who declines gets a card, from which it goes on', async () => {
    accounts.give(() => entraToken({ tenant }));
    const conversation = await describeImage(editor(), picture);
    await consentAsked();
    await editor().workbench.screenshot('sign-in-consent');
    await dialog().press('Cancel');
    await conversation.alert.filter({ hasText: 'You are not signed in' }).waitFor();
    await editor().workbench.screenshot('sign-in-needed');
    assert.equal(azure().requests.length, 0);

    await conversation.button('Sign In…').click();
    await consentAsked();
    await dialog().press('Allow');
    await conversation.finished('1280 × 860');
    assert.equal(await conversation.alert.count(), 0);
    await editor().workbench.screenshot('sign-in-answered');
    assert.deepEqual(accounts.events, [{ event: 'create', scopes }]);
    assert.deepEqual(bearers(0), accounts.tokens);

    // The next question gets a token of its own, and nobody is asked.
    await conversation.followUp.fill('And now?');
    await conversation.followUp.press('Enter');
    await conversation.finished('And now?');
    assert.equal(await dialog().root.count(), 0);
    assert.deepEqual(accounts.events.slice(1), [{ event: 'get', scopes }]);
    assert.deepEqual(bearers(0), accounts.tokens);
    assert.notEqual(accounts.tokens[0], accounts.tokens[1]);
    assert.ok(azure().requests.every(({ headers }) => headers['api-key'] === undefined));
  });

  it('is done anew from the card where the token is refused, and the question goes out again', async () => {
    await signedIn();
    accounts.give(({ event }) =>
      entraToken({ tenant: event === 'create' ? tenant : 'another-tenant' }),
    );
    const conversation = await describeImage(editor(), picture);
    const card = conversation.alert.filter({ hasText: 'The sign-in was refused' });
    await card.waitFor();
    assert.match(
      await card.innerText(),
      /status 400.*Token tenant another-tenant does not match resource tenant/,
    );
    await editor().workbench.screenshot('sign-in-refused');
    const before = accounts.events.length;
    await conversation.button('Sign In…').click();
    await dialog().root.waitFor();
    accounts.give(() => entraToken({ tenant }));
    await dialog().press('Allow');
    await conversation.finished('1280 × 860');
    const events = accounts.events.slice(before).map(({ event }) => event);
    assert.equal(events.filter((event) => event === 'create').length, 1);
    assert.equal(bearers(0).at(-1), accounts.tokens.at(-1));
  });

  it('is named where the account has no role on the resource', async () => {
    await signedIn();
    accounts.give(() => entraToken({ tenant, user: 'eve' }));
    const conversation = await describeImage(editor(), picture);
    const card = conversation.alert.filter({ hasText: 'Access is forbidden' });
    await card.waitFor();
    assert.match(await card.innerText(), /the role “Cognitive Services OpenAI User”/);
    accounts.give(() => entraToken({ tenant }));
    await conversation.button('Retry').click();
    await conversation.finished('1280 × 860');
  });

  it('needs no key: Set API Key… has none to ask for, and no token is logged', async () => {
    await signedIn();
    await run(editor(), 'Set API Key…');
    await editor().workbench.notifications.shown('No connection signs in with a key.');
    const log = await wholeLog(editor());
    assert.match(log, /POST 127\.0\.0\.1/);
    for (const token of accounts.tokens) {
      assert.ok(!log.includes(token) && !log.includes(token.split('.')[1] ?? token));
    }
  });
});
