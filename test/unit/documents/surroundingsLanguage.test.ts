import assert from 'node:assert/strict';
import { detectLanguage, languageTag } from '../../../src/documents/surroundings/naturalLanguage';

describe('detectLanguage', () => {
  const texts: [language: string, text: string][] = [
    ['en', 'Open the settings and choose the theme that you want for this project.'],
    ['de', 'Öffnen Sie die Einstellungen und wählen Sie das Design, das für dieses Projekt gilt.'],
    ['fr', 'Ouvrez les paramètres et choisissez le thème que vous voulez pour ce projet.'],
    [
      'es',
      'Abra la configuración y elija el tema que quiera para este proyecto, por ejemplo con el botón.',
    ],
    [
      'it',
      'Apri le impostazioni e scegli il tema che vuoi per questo progetto, anche con il pulsante della barra.',
    ],
    [
      'pt',
      'Abra as configurações e escolha o tema que você quer para o projeto, também com um botão da barra.',
    ],
    [
      'nl',
      'Open de instellingen en kies het thema dat je voor dit project wilt, ook met een knop op de balk.',
    ],
    [
      'pl',
      'Otwórz ustawienia i wybierz motyw, który jest dla tego projektu, oraz nie zmieniaj go przez pasek.',
    ],
    [
      'sv',
      'Öppna inställningarna och välj det tema som du vill ha för projektet, eller inte alls.',
    ],
    [
      'da',
      'Åbn indstillingerne og vælg det tema, som du ikke har valgt af de andre til projektet efter dette.',
    ],
    [
      'fi',
      'Avaa asetukset ja valitse teema, joka on tälle projektille, mutta voit myös vaihtaa sen kun haluat.',
    ],
    [
      'cs',
      'Otevřete nastavení a vyberte motiv, který je pro tento projekt, nebo jej můžete změnit, když se to hodí.',
    ],
    [
      'hu',
      'Nyissa meg a beállításokat, és válassza ki azt a témát, hogy ez a projekt ne csak egy legyen, vagy már van.',
    ],
    [
      'ro',
      'Deschideți setările și alegeți tema care este pentru acest proiect, sau din bară cu un buton.',
    ],
    [
      'tr',
      'Ayarları açın ve bu proje için bir tema seçin, daha sonra değiştirmek ne kadar kolay olduğu görülür.',
    ],
    [
      'vi',
      'Mở cài đặt và chọn chủ đề cho dự án này, bạn có được một trong các màu để dùng với nó.',
    ],
    ['ru', 'Откройте настройки и выберите тему, которая нужна для этого проекта, если вы хотите.'],
    ['uk', 'Відкрийте налаштування і виберіть тему для цього проєкту.'],
    ['ja', '設定を開いて、テーマを選んでください。'],
    ['zh', '打开设置并选择您想要的主题。'],
    ['ko', '설정을 열고 원하는 테마를 선택하세요.'],
    ['ar', 'افتح الإعدادات واختر السمة التي تريدها في هذا المشروع.'],
    ['fa', 'تنظیمات را باز کنید و پوسته را برای این پروژه در اینجا انتخاب کنید به دلخواه.'],
    ['he', 'פתחו את ההגדרות ובחרו את ערכת הנושא.'],
    ['el', 'Ανοίξτε τις ρυθμίσεις και επιλέξτε το θέμα.'],
    ['th', 'เปิดการตั้งค่าแล้วเลือกธีมที่ต้องการ'],
  ];
  for (const [language, text] of texts) {
    it(`tells ${language}`, () => assert.equal(detectLanguage(text), language));
  }

  it('says nothing where it is not sure', () => {
    for (const text of [
      '',
      '12 + 34 = 46',
      'npm install sightline',
      'Visual Studio Code Extension API Reference',
      'Menu',
      'El',
      '設定',
      'Да',
      'कृपया सेटिंग्स खोलें और थीम चुनें',
      'The menu and die Einstellungen und the theme das ist of the Projekt für in that nicht',
    ]) {
      assert.equal(detectLanguage(text), undefined, text);
    }
  });
});

describe('languageTag', () => {
  const tags: [value: string | undefined, tag: string | undefined][] = [
    ['de', 'de'],
    ['EN-us', 'en-US'],
    ['de_AT', 'de-AT'],
    ['zh_hant_tw', 'zh-Hant-TW'],
    ['de_DE.UTF-8', 'de-DE'],
    [' fr ', 'fr'],
    ['english', undefined],
    ['', undefined],
    ['{lang}', undefined],
    ['de-', undefined],
    ['x', undefined],
    ['en-US-en-US-x', undefined],
    [undefined, undefined],
  ];
  for (const [value, tag] of tags) {
    it(String(value), () => assert.equal(languageTag(value), tag));
  }
});
