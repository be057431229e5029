import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { SignIn, type GetSession } from '../../src/host/connections/signIn';

const request = { provider: 'microsoft', scopes: ['scope', 'VSCODE_TENANT:contoso'] } as const;
const other = { provider: 'microsoft', scopes: ['scope'] } as const;

describe('tokens of Entra ID', () => {
  let asked: Parameters<GetSession>[];
  let answers: ((accessToken: string | undefined) => void)[];
  let signIn: SignIn;

  beforeEach(() => {
    asked = [];
    answers = [];
    signIn = new SignIn((...question) => {
      asked.push(question);
      return new Promise((resolve) => {
        answers.push((accessToken) =>
          resolve(accessToken === undefined ? undefined : { accessToken }),
        );
      });
    });
  });

  it('are asked for anew each time, with a sign-in where there is none', async () => {
    for (const expected of ['one', 'two']) {
      const token = signIn.token(request);
      answers.at(-1)?.(expected);
      assert.equal(await token, expected);
    }
    const options: vscode.AuthenticationGetSessionOptions = { createIfNone: true };
    assert.deepEqual(asked, Array(2).fill(['microsoft', request.scopes, options]));
  });

  it('are asked for once while the user is being asked, for each scope', async () => {
    const tokens = [signIn.token(request), signIn.token(request), signIn.token(other)];
    assert.equal(asked.length, 2);
    answers[0]?.('one');
    answers[1]?.('two');
    assert.deepEqual(await Promise.all(tokens), ['one', 'one', 'two']);
  });

  it('take a new session where the present one was refused', async () => {
    const token = signIn.token(request, true);
    answers[0]?.('new');
    assert.equal(await token, 'new');
    assert.deepEqual(asked[0]?.[2], { forceNewSession: true });
  });

  const declined: Error[] = [
    new Error('User did not consent to login.'),
    new Error('User did not consent to account access'),
    new Error('Cancelled'),
    Object.assign(new Error(''), { name: 'Canceled' }),
  ];
  for (const reason of declined) {
    it(`are none where the user declined: ${String(reason)}`, async () => {
      const refusing = new SignIn(() => Promise.reject(reason));
      assert.equal(await refusing.token(request), undefined);
    });
  }

  it('fail as the sign-in failed, and can be asked for again', async () => {
    let count = 0;
    const failing = new SignIn(() => Promise.reject(new Error(`AADSTS${++count}`)));
    await assert.rejects(failing.token(request), /AADSTS1/);
    await assert.rejects(failing.token(request), /AADSTS2/);
  });
});
