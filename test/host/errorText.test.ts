import assert from 'node:assert/strict';
import {
  VisionError,
  visionErrorKinds,
  type VisionErrorDetails,
  type VisionErrorKind,
} from '../../src/core/errors';
import { errorSentence } from '../../src/host/errors/errorText';
import { filterList } from '../../src/host/errors/filterList';
import { errorView } from './views';

const full: VisionErrorDetails = {
  image: 'dashboard.png',
  type: 'image/tiff',
  actual: 31_457_280,
  limit: 20_971_520,
  connection: 'work',
  header: 'Host',
  secretName: 'apim',
  host: 'contoso.openai.azure.com',
  deployment: 'gpt-4o',
  status: 418,
  requestId: 'b2c4',
  auth: 'entra',
  cloud: 'china',
  code: 'ENOTFOUND',
  retryAfterSeconds: 2.2,
  filters: [{ category: 'self_harm', severity: 'high' }, { category: 'jailbreak' }],
  serverMessage: 'I am a teapot',
};

/** The action that mends it best; absent where only another file does. */
const remedies: Record<VisionErrorKind, string | undefined> = {
  imageEmpty: 'retry',
  imageUnknownType: undefined,
  imageUnsupportedType: undefined,
  imageTruncated: 'retry',
  imageDamaged: 'retry',
  imageTooLarge: 'retry',
  imageTooManyPixels: 'retry',
  preparationFailed: 'retry',
  imageNotReadable: 'retry',
  tooManyImages: 'selectConnection',
  urlRefused: undefined,
  urlUnreachable: 'retry',
  connectionInvalid: 'openSettings',
  keyMissing: 'setKey',
  keyRefused: 'setKey',
  signInNeeded: 'signIn',
  signInRefused: 'signIn',
  hostNotConfirmed: 'confirmHost',
  headerInvalid: 'openSettings',
  secretMissing: 'setSecret',
  forbidden: 'retry',
  deploymentNotFound: 'openSettings',
  modelBlind: 'selectConnection',
  enhancementsRefused: 'openSettings',
  unreachable: 'retry',
  modelConsent: 'retry',
  modelGone: 'selectConnection',
  badRequest: 'retry',
  contentFiltered: 'selectConnection',
  requestTooLarge: 'selectConnection',
  rateLimited: 'retry',
  quotaExceeded: 'selectConnection',
  timeout: 'retry',
  serverFailed: 'retry',
  replyCut: 'retry',
  replyGarbled: 'retry',
  replyEmpty: 'retry',
  readerFailed: 'retry',
  internal: 'showLog',
};

/** What a sentence must not hold: a value that was not there, or a placeholder that was not filled. */
const holes = /undefined|null|NaN|\[object|\{\w+\}|“”|\s{2}|\?\?/;

/** What is known at the least; a server is only ever asked for a deployment by its name. */
function least(kind: VisionErrorKind): VisionErrorDetails {
  const named: Partial<Record<VisionErrorKind, VisionErrorDetails>> = {
    deploymentNotFound: { deployment: 'gpt-4o' },
    enhancementsRefused: { deployment: 'gpt-4o' },
    headerInvalid: { header: 'Host' },
    secretMissing: { secretName: 'apim' },
  };
  return named[kind] ?? {};
}

describe('the words of a failure', () => {
  for (const kind of visionErrorKinds) {
    const cases: Record<string, VisionErrorDetails> = {
      everything: full,
      'the status': { ...least(kind), status: 418 },
      'next to nothing': least(kind),
      'Azure AI Vision': { ...full, service: 'imageAnalysis' },
      'nothing but Azure AI Vision': { ...least(kind), service: 'imageAnalysis' },
    };
    for (const [known, details] of Object.entries(cases)) {
      it(`are whole sentences for ${kind} when ${known} is known`, () => {
        const error = new VisionError(kind, details);
        const { title, detail, actions } = errorView(error);
        assert.match(title, /^\S.*[^.\s]$/);
        assert.match(detail, /^\S.*[.?”]$/);
        assert.doesNotMatch(`${title} ${detail}`, holes);
        assert.doesNotMatch(title, /[{}]/);
        assert.equal(actions[0]?.action, remedies[kind]);
        assert.ok(actions.every(({ label }) => label !== ''));
        assert.equal(new Set(actions.map(({ action }) => action)).size, actions.length);
        assert.equal(errorSentence(error), `${title}. ${detail}`);
      });
    }
  }

  it('differ from kind to kind', () => {
    const titles = visionErrorKinds.map((kind) => errorView(new VisionError(kind)).title);
    assert.equal(new Set(titles).size, titles.length);
  });

  const mentions: [kind: VisionErrorKind, ...words: string[]][] = [
    ['imageTooLarge', 'dashboard.png', '30.0 MB', '20.0 MB'],
    ['imageUnsupportedType', 'dashboard.png', 'image/tiff', 'PNG, JPEG, GIF, WEBP'],
    ['connectionInvalid', 'work'],
    ['keyMissing', 'contoso.openai.azure.com'],
    ['modelConsent', 'contoso.openai.azure.com'],
    ['modelGone', 'work'],
    ['modelBlind', 'gpt-4o', 'contoso.openai.azure.com'],
    ['enhancementsRefused', 'gpt-4o', 'contoso.openai.azure.com', '“vision”', 'I am a teapot'],
    ['keyRefused', 'contoso.openai.azure.com', '418', 'I am a teapot'],
    ['signInNeeded', 'contoso.openai.azure.com', 'microsoft-sovereign-cloud.environment', 'China'],
    ['signInRefused', 'contoso.openai.azure.com', 'tenant', 'I am a teapot'],
    ['forbidden', 'Cognitive Services OpenAI User'],
    ['deploymentNotFound', 'gpt-4o'],
    ['contentFiltered', 'self harm (high), jailbreak'],
    ['rateLimited', '3 seconds'],
    ['serverFailed', '418', 'I am a teapot'],
  ];
  for (const [kind, ...words] of mentions) {
    it(`name ${words.join(' and ')} for ${kind}`, () => {
      const { detail } = errorView(new VisionError(kind, full));
      for (const word of words) {
        assert.ok(detail.includes(word), detail);
      }
    });
  }

  it('name how many images were chosen and how many are taken', () => {
    const { detail } = errorView(new VisionError('tooManyImages', { actual: 12, limit: 10 }));
    assert.match(detail, /\b12\b.*\b10\b/);
    const sum = { actual: 300 * 1024 * 1024, limit: 256 * 1024 * 1024, code: 'bytes' };
    assert.match(errorView(new VisionError('tooManyImages', sum)).detail, /300\.0 MB.*256\.0 MB/);
    const count = { actual: 101, limit: 100, code: 'count' };
    assert.match(errorView(new VisionError('tooManyImages', count)).detail, /101 images.*100/);
  });

  it('name what the user has to allow for a host, and why', () => {
    for (const [reason, words] of [
      ['plainHttp', /plain HTTP/],
      ['token', /a token of your Microsoft account.*no host of Azure/],
      ['keyless', /without a key.*not confirmed/],
    ] as const) {
      const error = new VisionError('hostNotConfirmed', { host: 'gateway.example', reason });
      const { detail, actions } = errorView(error);
      assert.match(detail, words);
      assert.ok(detail.includes('gateway.example'));
      assert.equal(actions[0]?.action, 'confirmHost');
    }
  });

  it('name the time to wait as people would', () => {
    for (const [seconds, words] of [
      [0.4, 'in a moment'],
      [2, 'in 2 seconds'],
      [119.2, 'in 120 seconds'],
      [121, 'in 3 minutes'],
      [7200, 'in 120 minutes'],
      [7201, 'in 3 hours'],
      [86_400, 'in 24 hours'],
      [40 * 86_400, 'in 40 days'],
    ] as const) {
      const { detail } = errorView(new VisionError('rateLimited', { retryAfterSeconds: seconds }));
      assert.ok(detail.includes(`Try again ${words}.`), detail);
    }
    const overloaded = new VisionError('serverFailed', { status: 503, retryAfterSeconds: 3600 });
    assert.match(errorView(overloaded).detail, /Try again in 60 minutes\./);
  });

  it('name how much came of a reply without an end', () => {
    const { detail } = errorView(new VisionError('replyGarbled', { limit: 8 * 1024 * 1024 }));
    assert.match(detail, /more than 8 MB/);
  });

  it('name the status where the server said nothing', () => {
    const { detail } = errorView(new VisionError('serverFailed', { status: 503 }));
    assert.match(detail, /\b503\b/);
  });
});

describe('the words of a URL that is not fetched', () => {
  const host = '169.254.169.254';
  const detailOf = (kind: VisionErrorKind, details: VisionErrorDetails): string =>
    errorView(new VisionError(kind, { host, ...details })).detail;

  it('tell why it was refused', () => {
    const reasons: Record<string, RegExp> = {
      private: /^169\.254\.169\.254 is an address of a private network\./,
      scheme: /https:\/\/ and http:\/\//,
      credentials: /a user name or password/,
      insecure: /without encryption/,
      redirects: /in a circle/,
    };
    for (const [code, words] of Object.entries(reasons)) {
      assert.match(detailOf('urlRefused', { code }), words);
    }
  });

  it('tell what the picture’s server did', () => {
    assert.match(detailOf('urlUnreachable', { status: 404 }), /status 404/);
    assert.match(detailOf('urlUnreachable', { code: 'ETIMEDOUT' }), /15 seconds/);
    assert.match(detailOf('urlUnreachable', { code: 'ENOTFOUND' }), /No server named/);
    assert.match(detailOf('urlUnreachable', { code: 'ECONNREFUSED' }), /\(ECONNREFUSED\)/);
    assert.doesNotMatch(detailOf('urlUnreachable', { code: 'Error' }), /\(/);
  });

  it('do without the size of an image that was not read to its end', () => {
    assert.match(detailOf('imageTooLarge', { limit: 20_971_520 }), /more than 20\.0 MB/);
  });
});

describe('a list of filters', () => {
  it('has a severity where there is one', () => {
    assert.equal(
      filterList([{ category: 'violence', severity: 'medium' }, { category: 'indirect_attack' }]),
      'violence (medium), indirect attack',
    );
  });
});
