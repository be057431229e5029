import assert from 'node:assert/strict';
import type { AltTextRules } from '../../../../src/core/altText/customRules';
import { brokenRules, type TextContext } from '../../../../src/core/altText/rules';
import { styleFrom, type StyleName } from '../../../../src/core/altText/style';
import { cpuMilliseconds } from '../../../support/cpuTime';

/** The rules that a text breaks, by their names. */
function broken(
  text: string,
  style: StyleName,
  rules: AltTextRules = {},
  context?: TextContext,
): string[] {
  return brokenRules(text, styleFrom({ style, rules }), context).map(({ rule }) => rule);
}

const guides: [style: StyleName, text: string, rules: string[]][] = [
  ['w3c', 'Team standing in front of the new office', []],
  ['w3c', 'Paris office.', []],
  ['w3c', 'Screenshot of the login form', []],
  ['w3c', 'a'.repeat(124), []],
  ['w3c', 'a'.repeat(125), ['tooLong']],
  ['w3c', '👩‍👩‍👧‍👦'.repeat(124), []],
  ['w3c', '👩‍👩‍👧‍👦'.repeat(125), ['tooLong']],
  ['w3c', '字'.repeat(124), []],
  [
    'github',
    'Screenshot of file options. The button labeled "Code," is outlined in dark orange.',
    [],
  ],
  ['github', 'Diagram showing a five-step process by which runners join named classes.', []],
  ['github', 'An animated line chart that shows how visits rise from May to August.', []],
  ['github', 'Screenshot of a dialog that asks "Do you really want to delete this?"', []],
  ['github', 'Screenshot of the dialog.', ['tooShort']],
  ['github', `Screenshot of ${'a'.repeat(150)}.`, ['tooLong']],
  ['github', 'The login form with an error message below the password field.', ['opening']],
  ['github', 'Screenshot of the login form with an error message below it', ['finalPunctuation']],
  [
    'github',
    'Image of the login form with an error message below it.',
    ['opening', 'redundantOpening'],
  ],
  [
    'github',
    'Graphic showing the login form with an error message.',
    ['opening', 'redundantOpening'],
  ],
  ['microsoft', 'Diagram that shows a client sending requests through an API gateway.', []],
  ['microsoft', 'Directory extension for two-factor authentication, step 4: Configure.', []],
  [
    'microsoft',
    'Image of API gateway diagram',
    ['tooShort', 'redundantOpening', 'finalPunctuation'],
  ],
  ['custom', 'Image of a cat', []],
  ['custom', 'x', []],
];

describe('the guides', () => {
  for (const [style, text, rules] of guides) {
    const shown = text.length > 90 ? `${text.slice(0, 20)}… (${text.length})` : text;
    it(`find ${rules.join(', ') || 'nothing wrong'} for ${style} in ${JSON.stringify(shown)}`, () => {
      assert.deepEqual(broken(text, style), rules);
    });
  }

  it('say which lengths are only advice', () => {
    const long = 'a'.repeat(200);
    const ofLength = (style: StyleName, rules: AltTextRules = {}) =>
      brokenRules(long, styleFrom({ style, rules })).find(({ rule }) => rule === 'tooLong');
    assert.deepEqual(ofLength('w3c'), { rule: 'tooLong', detail: '200', isAdvice: true });
    assert.equal(ofLength('microsoft')?.isAdvice, true);
    assert.deepEqual(ofLength('github'), { rule: 'tooLong', detail: '200' });
    assert.deepEqual(ofLength('w3c', { maxLength: 80 }), { rule: 'tooLong', detail: '200' });
  });

  it('find nothing wrong with an empty text', () => {
    for (const style of ['w3c', 'github', 'microsoft', 'custom'] as const) {
      assert.deepEqual(broken('', style, { minLength: 5, opening: ['A'] }), []);
    }
  });

  it('do not ask the name of a link to be built like a description', () => {
    assert.deepEqual(broken('GitHub home', 'github', {}, { isLink: true }), []);
    assert.deepEqual(broken('Image of GitHub', 'github', {}, { isLink: true }), [
      'redundantOpening',
    ]);
  });
});

describe('redundant openings', () => {
  const redundant = [
    'Image of a cat',
    'An image of a cat',
    'This picture shows a cat',
    'Photo of a cat',
    '“Picture of a cat”',
    'Image: a cat',
    'Bild von einer Katze',
    'Ein Foto einer Katze',
    'Das Bild zeigt eine Katze',
    'Image d’un chat',
    "Une photo d'un chat",
    'L’image montre un chat',
    'Imagen de un gato',
    'Una fotografía de un gato',
    'Immagine di un gatto',
    "Un'immagine dell'ufficio",
    'Imagem de um gato',
    'Uma foto do gato',
    'Afbeelding van een kat',
    'Een foto van een kat',
    '猫の画像',
    'ログイン画面の写真です。',
    '画像：猫',
    '猫的图片。',
  ];
  for (const text of redundant) {
    it(`are found: ${text}`, () => {
      assert.deepEqual(broken(text, 'w3c'), ['redundantOpening']);
    });
  }

  const useful = [
    'Image editor with a cropped cat',
    'Image officer at work',
    'Photographer at work',
    'Picture frame on a wall',
    'Bildschirm mit einer Fehlermeldung',
    'Imagerie médicale',
    'Imagen corporativa',
    'Beeldscherm met foutmelding',
    'Two people looking at an image of a cat',
    '画像編集ソフトのツールバー',
    'A list of photos',
  ];
  for (const text of useful) {
    it(`are none: ${text}`, () => {
      assert.deepEqual(broken(text, 'w3c'), []);
    });
  }

  it('are none where the rules allow them', () => {
    assert.deepEqual(broken('Photo of a cat', 'w3c', { opening: ['Photo of'] }), []);
  });
});

describe('the kind of image', () => {
  const rest = ' mit vielen Zeichen, damit die Länge stimmt, und mit einem Punkt.';
  const kinds: [text: string, language: string][] = [
    [`Screenshot der Anmeldung${rest}`, 'German'],
    [`Bildschirmfoto der Anmeldung${rest}`, 'de'],
    [`Balkendiagramm der Umsätze${rest}`, 'de-AT'],
    ['Capture d’écran de la page de connexion avec un message d’erreur.', 'fr'],
    ['Une capture d’écran de la page de connexion avec une erreur.', 'fr'],
    ['Captura de pantalla del formulario con un mensaje de error.', 'es'],
    ['Schermata del modulo di accesso con un messaggio di errore.', 'it'],
    ['Captura de tela do formulário com uma mensagem de erro.', 'pt'],
    ['Schermafbeelding van het formulier met een foutmelding.', 'nl'],
    ['Снимок экрана формы входа с сообщением об ошибке под паролем.', 'ru'],
    ['لقطة شاشة لنموذج تسجيل الدخول مع رسالة خطأ أسفل كلمة المرور.', 'ar'],
    ['צילום מסך של טופס ההתחברות עם הודעת שגיאה מתחת לסיסמה.', 'he'],
    [
      'パスワード欄の下にエラーメッセージが表示されているログインフォームのスクリーンショット。',
      'ja',
    ],
    [
      '登录表单的截图，密码字段下方显示错误消息，用户需要重新输入密码，然后点击按钮再次提交。',
      'zh-CN',
    ],
    // No words for kinds are known in these.
    ['पासवर्ड फ़ील्ड के नीचे त्रुटि संदेश के साथ लॉगिन फ़ॉर्म दिखाई देता है।', 'auto'],
    ['Ekrano kopija: prisijungimo forma su klaidos pranešimu apačioje.', 'Lithuanian'],
  ];
  for (const [text, language] of kinds) {
    it(`is not missed in ${language}: ${text.slice(0, 30)}`, () => {
      assert.deepEqual(broken(text, 'github', {}, { language }), []);
    });
  }

  it('is missed where another word stands first', () => {
    for (const text of [
      'Anmeldung mit einer Fehlermeldung unter dem Kennwort, in Rot.',
      'Tablet on a desk beside a notebook and a cup of coffee.',
      'パスワード欄の下にエラーメッセージがあり、ログインできない状態のフォームが開いている様子。',
    ]) {
      assert.deepEqual(broken(text, 'github'), ['opening']);
    }
  });
});

describe('own rules', () => {
  const cases: [text: string, rules: AltTextRules, found: string[], context?: TextContext][] = [
    ['ab', { minLength: 3 }, ['tooShort']],
    ['e\u0301e\u0301', { maxLength: 2 }, []],
    ['👍🏽👍🏽👍🏽', { maxLength: 2 }, ['tooLong']],
    ['Figure 1: a cat', { opening: ['Figure', 'Table'] }, []],
    ['figure 1: a cat', { opening: ['Figure'] }, []],
    ['Figurine of a cat', { opening: ['Figure', 'Fig'] }, ['opening']],
    ['Abbildung 1: Katze', { opening: [] }, []],
    ['図1: 猫', { opening: ['図'] }, []],
    ['A cat.', { finalPunctuation: 'period' }, []],
    ['A cat', { finalPunctuation: 'period' }, ['finalPunctuation']],
    ['The button "Save."', { finalPunctuation: 'period' }, []],
    ['The button “Save”.', { finalPunctuation: 'period' }, []],
    ['Der Knopf „Sichern.“', { finalPunctuation: 'period' }, []],
    ['Le bouton « Enregistrer. »', { finalPunctuation: 'period' }, []],
    ['Is it a cat?', { finalPunctuation: 'period' }, []],
    ['猫がいる。', { finalPunctuation: 'period' }, []],
    ['「保存。」', { finalPunctuation: 'period' }, []],
    ['猫がいる', { finalPunctuation: 'period' }, ['finalPunctuation']],
    ['هل هذه قطة؟', { finalPunctuation: 'period' }, []],
    ['یہ بلی ہے۔', { finalPunctuation: 'period' }, []],
    ['קטה.\u200f', { finalPunctuation: 'period' }, []],
    ['यह बिल्ली है।', { finalPunctuation: 'period' }, []],
    ['แมวนั่งอยู่', { finalPunctuation: 'period' }, []],
    ['A cat.', { finalPunctuation: 'none' }, ['finalPunctuation']],
    ['猫がいる。', { finalPunctuation: 'none' }, ['finalPunctuation']],
    ['A "cat."', { finalPunctuation: 'none' }, ['finalPunctuation']],
    ['A cat', { finalPunctuation: 'none' }, []],
    ['A cat?', { finalPunctuation: 'none' }, []],
    ['Click here now', { forbidden: ['click here'] }, ['forbidden']],
    ['CLICK\u00a0HERE', { forbidden: ['click here'] }, ['forbidden']],
    ['Clicks hereafter', { forbidden: ['click here', 'click', 'here'] }, []],
    ['クリックしてください', { forbidden: ['クリック'] }, ['forbidden']],
    ['a (b) [c] .*', { forbidden: ['.*', '(b)'] }, ['forbidden', 'forbidden']],
    ['The log-in page', { glossary: new Map([['log-in', 'sign-in']]) }, ['glossary']],
    ['The Github page', { glossary: new Map([['Github', 'GitHub']]) }, ['glossary']],
    ['The GitHub page', { glossary: new Map([['Github', 'GitHub']]) }, []],
    ['The VS Code window', { glossary: new Map([['Code', 'VS Code']]) }, []],
    ['The Code window', { glossary: new Map([['Code', 'VS Code']]) }, ['glossary']],
    ['A repository', { glossary: new Map([['repo', 'repository']]) }, []],
    ['login-form.png', {}, ['fileName']],
    ['IMG_2034', {}, ['fileName']],
    ['Screenshot 2024-05-01 at 10.11.12', {}, ['fileName']],
    ['login-form', {}, ['fileName'], { fileName: 'login-form.png' }],
    ['my cat.png', {}, ['fileName'], { fileName: 'my cat.png' }],
    ['GitHub', {}, [], { fileName: 'github.svg' }],
    ['The team in Oslo.', {}, ['repeatsCaption'], { caption: 'The team in Oslo' }],
    ['THE TEAM, in Oslo', {}, ['repeatsCaption'], { caption: 'The team in Oslo' }],
    [
      'The team in front of the office',
      {},
      ['repeatsCaption'],
      { caption: 'Figure 1: The team in front of the office, 2024' },
    ],
    ['Oslo', {}, [], { caption: 'The team in Oslo' }],
    ['ログイン画面', {}, ['repeatsCaption'], { caption: 'ログイン画面。' }],
    ['...', {}, [], { caption: '' }],
    ['A <b>cat</b>', {}, ['markup']],
    ['A cat<br/>sleeping', {}, ['markup']],
    ['A cat &amp; a dog', {}, ['markup']],
    ['A **cat**', {}, ['markup']],
    ['![A cat](cat.png)', {}, ['markup']],
    ['The command `ls`', {}, ['markup']],
    ['A value a < b and c > d', {}, []],
    ['The field <name> in a template', {}, []],
    ['A 5 * 3 * 2 grid, R&D', {}, []],
    ['A cat\nand a dog', {}, ['newLine']],
    ['A cat\u2028and a dog', {}, ['newLine']],
  ];
  for (const [text, rules, found, context] of cases) {
    it(`find ${found.join(', ') || 'nothing wrong'} in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(broken(text, 'custom', rules, context), found);
    });
  }

  it('tell what broke them', () => {
    const rules = { forbidden: ['cat'], glossary: new Map([['dog', 'hound']]), maxLength: 9 };
    assert.deepEqual(brokenRules('A cat, a dog', styleFrom({ style: 'custom', rules })), [
      { rule: 'tooLong', detail: '12' },
      { rule: 'forbidden', detail: 'cat' },
      { rule: 'glossary', detail: 'dog → hound' },
    ]);
  });

  it('take time by the length of the text only', () => {
    const style = styleFrom({
      style: 'github',
      rules: { forbidden: ['aa b'], glossary: new Map([['a a', 'a a a']]) },
    });
    for (const part of ['<a ', '**a', '`a', '[a](', 'a ', '& ', 'Image of ', '. ', '"', 'の画像']) {
      const text = part.repeat(50_000);
      const before = cpuMilliseconds();
      brokenRules(text, style, { caption: text, fileName: text });
      const spent = cpuMilliseconds() - before;
      assert.ok(spent < 500, `${part}: ${spent} ms`);
    }
  });
});
