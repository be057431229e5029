/* global require, exports, process, fetch */
// Provides the accounts of Microsoft in place of VS Code's own provider, which wants the real sign-in
// pages. It registers first, so that the other one is never asked. A test decides about the tokens.
const vscode = require('vscode');

/** Asks the test for the token of a session; it may refuse. */
async function token(event, scopes) {
  const response = await fetch(process.env.SIGHTLINE_TEST_ACCOUNTS, {
    method: 'POST',
    body: JSON.stringify({ event, scopes }),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(text);
  }
  return text;
}

exports.activate = (context) => {
  const changes = new vscode.EventEmitter();
  /** Who is signed in, by scopes. */
  const sessions = new Map();
  /** VS Code remembers for each account which extensions may use it. */
  let people = 1;
  const sessionOf = (scopes, accessToken) => ({
    id: scopes.join(' '),
    account: { id: `ada${people}`, label: `ada${people}@contoso.com` },
    scopes,
    accessToken,
  });
  const provider = {
    onDidChangeSessions: changes.event,
    async getSessions(scopes) {
      const found = [...sessions.values()].filter(
        (known) => scopes === undefined || known.join(' ') === [...scopes].join(' '),
      );
      return Promise.all(
        found.map(async (known) => sessionOf(known, scopes ? await token('get', known) : '')),
      );
    },
    async createSession(scopes) {
      const session = sessionOf([...scopes], await token('create', scopes));
      sessions.set(session.id, session.scopes);
      changes.fire({ added: [session], removed: [], changed: [] });
      return session;
    },
    removeSession(id) {
      sessions.delete(id);
      return Promise.resolve();
    },
  };
  context.subscriptions.push(
    vscode.authentication.registerAuthenticationProvider('microsoft', 'Microsoft', provider),
  );
  return {
    /** Nobody is signed in any more; who signs in next is somebody else. */
    signOut() {
      const removed = [...sessions.values()].map((scopes) => sessionOf(scopes, ''));
      sessions.clear();
      people++;
      changes.fire({ added: [], removed, changed: [] });
    },
  };
};
