import assert from 'node:assert/strict';
import { findingsOf, type CheckOptions, type Finding } from '../../../../../src/core/altText/check';
import { cpuMilliseconds } from '../../../../support/cpuTime';
import { documentOf, optionsOf, type Sketch } from './facts';

const good = 'Screenshot of the login form with an error message below the password field.';

/** The findings of one document as `rule severity`, or with their details. */
function found(sketches: readonly Sketch[], options?: CheckOptions): string[] {
  return findingsOf([documentOf('a.md', sketches)], options ?? optionsOf()).map(summary);
}

function summary({ rule, severity, detail }: Finding): string {
  return [rule, severity, ...(detail === undefined ? [] : [detail])].join(' ');
}

const single: [what: string, sketch: Sketch, findings: string[]][] = [
  ['a good text', { alt: good }, []],
  ['no text', {}, ['missing error']],
  ['an empty text', { alt: '', role: 'decorative' }, []],
  ['no text where the image is marked as decorative', { role: 'decorative' }, []],
  ['a computed text', { computed: true, state: 'present' }, []],
  ['words that say nothing', { alt: 'image', state: 'placeholder' }, ['placeholder error image']],
  ['words of a template', { alt: '{{ alt }}', state: 'placeholder' }, []],
  ['words of another', { alt: '{% trans %}Logo{% endtrans %}', state: 'placeholder' }, []],
  ['a file name', { alt: 'IMG_2031.png', state: 'placeholder' }, ['fileName error IMG_2031.png']],
  ['the name of the image', { alt: 'form-1', target: 'img/form-1.png' }, ['fileName error']],
  [
    'the name of a URL',
    {
      alt: 'form-1',
      target: 'https://a.example/form-1.png?w=3',
      image: { kind: 'url', url: 'https://a.example/form-1.png?w=3' },
    },
    ['fileName error'],
  ],
  ['the caption', { alt: good, caption: good }, ['repeatsCaption warning']],
  ['markup', { alt: 'The <b>form</b>' }, ['markup warning <b>']],
  ['a link without a text', { role: 'link' }, ['namelessLink error']],
  ['a link with an empty text', { role: 'link', alt: '' }, ['namelessLink error']],
  ['a link with a computed text', { role: 'link', computed: true }, []],
  [
    'no file',
    { alt: good, image: { kind: 'missing', path: '/repo/a.png' } },
    ['brokenImage error'],
  ],
  [
    'neither file nor text',
    { image: { kind: 'missing', path: '/repo/a.png' } },
    ['brokenImage error', 'missing error'],
  ],
  [
    'no file for a decorative image',
    { alt: '', role: 'decorative', image: { kind: 'missing', path: '/repo/a.png' } },
    ['brokenImage error'],
  ],
  [
    'a file of another case',
    { alt: good, image: { kind: 'otherCase', path: '/repo/a.png', name: 'A.png' } },
    ['otherCase error A.png'],
  ],
  ['an image that is not known', { alt: good, image: { kind: 'unknown' } }, []],
];

describe('the findings at a reference', () => {
  for (const [what, sketch, findings] of single) {
    it(`for ${what}`, () => assert.deepEqual(found([sketch]), findings));
  }

  it('follow the style of each document, and call what it recommends a note', () => {
    const text = 'Image of the form';
    const [strict, free, mild] = [
      documentOf('strict/a.md', [{ alt: text }]),
      documentOf('free/a.md', [{ alt: text, target: 'picture-0.png' }]),
      documentOf('mild/a.md', [{ alt: 'x'.repeat(130) }]),
    ];
    const styles = { '/repo/strict/a.md': 'github', '/repo/mild/a.md': 'w3c' } as const;
    const options: CheckOptions = {
      styleFor: (path) =>
        optionsOf({
          style: path in styles ? styles[path as keyof typeof styles] : 'custom',
        }).styleFor(path),
    };
    assert.deepEqual(
      findingsOf([free, mild, strict], options).map((finding) => [
        finding.path.split('/')[2],
        summary(finding),
      ]),
      [
        ['mild', 'tooLong note 130'],
        ['strict', 'tooShort warning 17'],
        ['strict', 'opening warning'],
        ['strict', 'redundantOpening warning Image of'],
        ['strict', 'finalPunctuation warning'],
      ],
    );
  });

  it('take the language of the style before that of the place', () => {
    const sketch: Sketch = {
      alt: 'Näyttökuva lomakkeesta, jonka alla on virheilmoitus.',
      language: 'fi',
    };
    const inEnglish: CheckOptions = {
      styleFor: (path) => ({
        ...optionsOf({ style: 'github' }).styleFor(path),
        language: 'English',
      }),
    };
    assert.deepEqual(found([sketch], optionsOf({ style: 'github' })), []);
    assert.deepEqual(found([sketch], inEnglish), ['opening warning']);
  });

  it('hold no rules for sentences against a text that names a link', () => {
    assert.deepEqual(found([{ alt: 'Home', role: 'link' }], optionsOf({ style: 'github' })), []);
  });

  it('tell what changed since the text was written, where there is one', () => {
    const changeOf: CheckOptions['changeOf'] = ({ target }, { path }) =>
      path !== '/repo/a.md' ? undefined : target === 'same.png' ? 'recompressed' : 'changed';
    assert.deepEqual(
      found(
        [{ alt: good, target: 'new.png' }, { alt: 'The form', target: 'same.png' }, {}],
        optionsOf({ style: 'custom' }, { changeOf }),
      ),
      ['changedImage warning', 'changedImage note recompressed', 'missing error'],
    );
  });

  const rooted: [target: string, siteHas: string, severity: string][] = [
    ['/media/a.png', '/img/b.png', 'note elsewhere'],
    ['/img/a.png', '/img/b.png', 'error'],
    ['{{ site.baseurl }}/img/a.png', '/img/b.png', 'error'],
    ["{{ '/media/a.png' | relative_url }}", '/img/b.png', 'note elsewhere'],
    ['/a.png', '/img/b.png', 'note elsewhere'],
    ['/a.png', '/b.png', 'error'],
    ['media/a.png', '/img/b.png', 'error'],
    ['../a.png', '/img/b.png', 'error'],
  ];
  for (const [target, siteHas, severity] of rooted) {
    it(`take ${target} for ${severity} where the site has ${siteHas}`, () => {
      const sketches: Sketch[] = [
        { alt: 'The form', target, image: { kind: 'missing', path: '/repo/x.png' } },
        { alt: 'The list', target: siteHas, image: { kind: 'file', path: `/repo${siteHas}` } },
      ];
      assert.deepEqual(found(sketches), [`brokenImage ${severity}`]);
    });
  }

  it('know the folders of a site by its images, too', () => {
    const sketch: Sketch = {
      alt: 'The form',
      target: '/media/a.png',
      image: { kind: 'missing', path: '/repo/media/a.png' },
    };
    const of = (images: string[]) => found([sketch], optionsOf({ style: 'custom' }, { images }))[0];
    assert.equal(of(['/repo/static/media/b.png']), 'brokenImage error');
    assert.equal(of(['/repo/static/b.png']), 'brokenImage note elsewhere');
    // The folder that the repository is in is none of the site's.
    const above: Sketch = { ...sketch, target: '/repo/a.png' };
    const options = optionsOf({ style: 'custom' }, { images: ['/repo/static/b.png'] });
    assert.equal(found([above], options)[0], 'brokenImage note elsewhere');
  });

  it('say where they are', () => {
    const [finding] = findingsOf([documentOf('a.md', [{ alt: good }, {}])], optionsOf());
    assert.deepEqual(finding, {
      rule: 'missing',
      severity: 'error',
      path: '/repo/a.md',
      place: { index: 1, line: 2, column: 1, start: 100, end: 150 },
      target: 'picture-1.png',
    });
  });

  it('come by path and place, whatever the order of the documents', () => {
    const documents = ['b.md', 'Z.md', 'a/c.md'].map((path) => documentOf(path, [{}, {}]));
    const order = (list: typeof documents) =>
      findingsOf(list, optionsOf()).map(({ path, place }) => `${path}:${place?.line}`);
    const wanted = ['Z.md:1', 'Z.md:2', 'a/c.md:1', 'a/c.md:2', 'b.md:1', 'b.md:2'];
    assert.deepEqual(
      order(documents),
      wanted.map((one) => `/repo/${one}`),
    );
    assert.deepEqual(order(documents.toReversed()), order(documents));
  });
});

describe('the time for findings', () => {
  it('grows with the number of references', function () {
    this.timeout(60_000);
    const options = optionsOf({ style: 'github' });
    const timeOf = (count: number): number => {
      // The same text for all images, and all of them twins of one another.
      const documents = Array.from({ length: count / 10 }, (_, document) =>
        documentOf(
          `${document}.md`,
          Array.from({ length: 10 }, (_, index) => ({
            alt: 'Screenshot',
            theme: index % 2 === 0 ? ('light' as const) : ('dark' as const),
            target: `${index % 2 === 0 ? document : document + 1}.png`,
          })),
        ),
      );
      const begun = cpuMilliseconds();
      findingsOf(documents, options);
      return cpuMilliseconds() - begun;
    };
    timeOf(5000);
    const [few, many] = [timeOf(5000), timeOf(40_000)];
    assert.ok(many < 8 * 4 * Math.max(few, 20), `${few} ms, then ${many} ms`);
  });
});
