import assert from 'node:assert/strict';
import { rulesFrom } from '../../../../src/core/altText/customRules';
import { styleFrom } from '../../../../src/core/altText/style';
import { styleInWords } from '../../../../src/core/altText/styleWords';

describe('a house style', () => {
  it('is that of the W3C where none is chosen', () => {
    assert.equal(styleFrom({ rules: {} }).name, 'w3c');
  });

  it('takes the user’s rules before its own', () => {
    const style = styleFrom({ style: 'github', rules: { maxLength: 90, opening: ['Screen'] } });
    assert.deepEqual([style.minLength, style.maxLength, style.opening], [40, 90, ['Screen']]);
    assert.equal(style.finalPunctuation, 'period');
  });

  it('takes a repository’s rules before the user’s', () => {
    const style = styleFrom(
      {
        style: 'w3c',
        rules: { maxLength: 90, forbidden: ['cat'], glossary: new Map([['a', 'b']]) },
      },
      { rules: { maxLength: 60, glossary: new Map([['c', 'd']]) } },
    );
    assert.deepEqual([style.name, style.maxLength, style.forbidden], ['w3c', 60, ['cat']]);
    assert.deepEqual(
      [...style.glossary],
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    );
  });

  it('is a repository’s whole where that names one, with the user’s glossary', () => {
    const own = { style: 'w3c', rules: { maxLength: 9, glossary: new Map([['a', 'b']]) } } as const;
    const style = styleFrom(own, { style: 'github', rules: {} });
    assert.deepEqual([style.name, style.maxLength, style.opening], ['github', 150, 'kind']);
    assert.deepEqual([...style.glossary], [['a', 'b']]);
  });

  it('drops its own bound where a rule contradicts it', () => {
    const short = styleFrom({ style: 'github', rules: { maxLength: 30 } });
    assert.deepEqual([short.minLength, short.maxLength], [undefined, 30]);
    const long = styleFrom({ style: 'github', rules: { minLength: 200 } });
    assert.deepEqual([long.minLength, long.maxLength], [200, undefined]);
  });

  it('is told in words, every rule of it', () => {
    const words = (style: 'w3c' | 'github' | 'microsoft', rules = {}) =>
      styleInWords(styleFrom({ style, rules })).join('\n');
    assert.match(words('w3c'), /fewer than 125 characters where that is possible/);
    assert.match(words('w3c'), /Do not begin with "Image of", "Picture of" or "Photo of"/);
    assert.match(words('github'), /Use 40 to 150 characters\.\n/);
    assert.match(words('github'), /Begin with the kind of image/);
    assert.match(words('github'), /End with a period/);
    assert.match(words('microsoft'), /40 to 150 characters where that is possible/);
    const own = words('w3c', {
      minLength: 5,
      maxLength: 60,
      opening: ['A "x"'],
      finalPunctuation: 'none',
      forbidden: ['click'],
      glossary: new Map([['repo', 'repository']]),
    });
    assert.match(own, /Use 5 to 60 characters\./);
    assert.match(own, /Begin with one of these: "A \\"x\\""\./);
    assert.match(own, /no period at the end/);
    assert.match(own, /Never use these words: "click"/);
    assert.match(own, /"repository", not "repo"/);
  });
});

describe('own rules as they are written', () => {
  it('are read', () => {
    const written = {
      minLength: 10,
      maxLength: 90,
      opening: [' Photo  of\n'],
      finalPunctuation: 'none',
      forbidden: ['click here'],
      glossary: { repo: 'repository' },
    };
    assert.deepEqual(rulesFrom(written), {
      rules: { ...written, opening: ['Photo of'], glossary: new Map([['repo', 'repository']]) },
      ignored: [],
    });
  });

  it('name what is not understood', () => {
    const written = {
      minLength: 0,
      maxLength: '90',
      opening: ['A', 5, ' ', 'x'.repeat(101)],
      finalPunctuation: 'comma',
      forbidden: 'click',
      glossary: { repo: 5, dog: 'hound' },
      endpoint: 'https://evil.example',
    };
    assert.deepEqual(rulesFrom(written), {
      rules: { opening: ['A'], glossary: new Map([['dog', 'hound']]) },
      ignored: [
        'minLength',
        'maxLength',
        'opening[1]',
        'opening[2]',
        'opening[3]',
        'finalPunctuation',
        'forbidden',
        'glossary.repo',
        'endpoint',
      ],
    });
  });

  it('are none in what is no object', () => {
    assert.deepEqual(rulesFrom(undefined), { rules: {}, ignored: [] });
    for (const value of [null, 5, 'x', [], true]) {
      assert.deepEqual(rulesFrom(value), { rules: {}, ignored: [''] });
    }
  });

  it('are limited in number', () => {
    const { rules, ignored } = rulesFrom({
      forbidden: Array.from({ length: 60 }, (_, i) => `w${i}`),
    });
    assert.equal(rules.forbidden?.length, 50);
    assert.equal(ignored.length, 10);
  });
});
