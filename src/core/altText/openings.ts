import { bareWords } from './phrases';

/** The words of one language for an image as such, for a photo, and what joins them to what is seen. */
interface Language {
  /** What may stand before: an article, with its space or apostrophe. */
  readonly article: string;
  readonly image: string;
  readonly photo: string;
  readonly joint: string;
}

const languages: readonly Language[] = [
  {
    article: '(?:an?|the|this) ',
    image: 'image|picture|pic|graphic',
    photo: 'photo|photograph',
    joint: 'of|showing|shows|that shows|which shows|depicting|depicts',
  },
  {
    article: '(?:ein|eine|das|die|der|dieses|diese) ',
    image: 'bild|abbildung|grafik',
    photo: 'foto|fotografie|aufnahme',
    joint: 'von|vom|eines|einer|des|der|mit|zeigt|, das|, die',
  },
  {
    article: "(?:(?:une|la|cette) |l['’])",
    image: 'image',
    photo: 'photo|photographie',
    joint: "de|du|des|d['’]|montrant|montre|qui montre|représentant",
  },
  {
    article: '(?:una|la|esta) ',
    image: 'imagen',
    photo: 'foto|fotografía',
    joint: 'de|del|que muestra|muestra|con',
  },
  {
    article: "(?:(?:una|la|questa) |(?:un|l|quest)['’])",
    image: 'immagine',
    photo: 'foto|fotografia',
    joint: "di|del|della|dello|dei|delle|dell['’]|che mostra|mostra|raffigurante",
  },
  {
    article: '(?:uma|a|esta) ',
    image: 'imagem',
    photo: 'foto|fotografia',
    joint: 'de|do|da|dos|das|que mostra|mostra|mostrando',
  },
  {
    article: '(?:een|de|deze|het|dit) ',
    image: 'afbeelding|plaatje|beeld',
    photo: 'foto',
    joint: 'van|met|toont|die|waarop',
  },
];

/** Japanese and Chinese name what is seen first: `ログイン画面の画像`. */
const eastern = {
  image: { start: '画像|イメージ|图片|图像|圖片', end: 'の画像|のイメージ|的图片|的图像|的圖片' },
  photo: { start: '写真|照片', end: 'の写真|的照片' },
};

function pattern(isPhotoToo: boolean): { start: RegExp; end: RegExp } {
  const western = languages.map(({ article, image, photo, joint }) => {
    const words = isPhotoToo ? `${image}|${photo}` : image;
    // Behind an apostrophe the next word follows at once.
    return String.raw`(?:${article})?(?:${words})(?: ?[:：–—]| ?(?:${joint})(?:(?<=['’])|(?![\p{L}\p{M}\p{N}])))`;
  });
  const starts = isPhotoToo ? `${eastern.image.start}|${eastern.photo.start}` : eastern.image.start;
  const ends = isPhotoToo ? `${eastern.image.end}|${eastern.photo.end}` : eastern.image.end;
  const east = `(?:この|这张|這張|一张)?(?:${starts})(?:は|では|显示|顯示|展示|[:：、])`;
  return {
    start: new RegExp(String.raw`^["“„«「'‘]?(?:${[...western, east].join('|')})`, 'iu'),
    end: new RegExp(String.raw`(?:${ends})(?:です)?[。．.]?["”»」]?$`, 'u'),
  };
}

const patterns = { image: pattern(false), photo: pattern(true) };

/**
 * The words with which a text only says that there is an image, or undefined. `photo` takes "Photo of" for
 * such words too. Knows German, English, Spanish, French, Italian, Dutch, Portuguese, Japanese and Chinese.
 */
export function redundantOpening(text: string, kinds: 'image' | 'photo'): string | undefined {
  const { start, end } = patterns[kinds];
  const trimmed = text.trim();
  return start.exec(trimmed.slice(0, 60))?.[0] ?? end.exec(trimmed.slice(-20))?.[0];
}

/** The kinds of image by the words for them, of the languages whose alt text is checked for one. */
const kinds: Readonly<Record<string, string>> = {
  en: 'screenshot screengrab screencast capture diagram chart graph plot flowchart map illustration drawing photo photograph icon logo table animation recording timeline infographic mockup wireframe sketch painting cartoon schematic video badge banner avatar',
  de: 'bildschirmfoto bildschirmaufnahme diagramm grafik karte zeichnung illustration foto fotografie symbol logo tabelle skizze schaubild animation video plan',
  fr: 'capture diagramme schéma graphique carte dessin illustration photo icône logo tableau animation plan organigramme',
  es: 'captura diagrama gráfico gráfica mapa dibujo ilustración foto fotografía icono logotipo logo tabla animación esquema',
  it: 'schermata cattura diagramma grafico mappa disegno illustrazione foto fotografia icona logo tabella animazione schema',
  pt: 'captura diagrama gráfico mapa desenho ilustração foto fotografia ícone logotipo logo tabela animação esquema',
  nl: 'schermafbeelding schermopname diagram grafiek kaart tekening illustratie foto pictogram logo tabel animatie schema',
  sv: 'skärmbild skärmdump diagram graf karta ritning foto ikon tabell',
  da: 'skærmbillede diagram graf kort tegning foto ikon tabel',
  no: 'skjermbilde diagram graf kart tegning foto ikon tabell',
  pl: 'zrzut diagram wykres mapa rysunek ilustracja zdjęcie ikona logo tabela schemat',
  cs: 'snímek diagram graf mapa kresba fotografie ikona logo tabulka schéma',
  tr: 'ekran diyagram grafik harita çizim fotoğraf simge logo tablo',
  ru: 'снимок скриншот схема диаграмма график карта рисунок фотография фото значок логотип таблица',
  uk: 'знімок скриншот схема діаграма графік карта малюнок фото значок логотип таблиця',
  ar: 'لقطة مخطط رسم خريطة صورة أيقونة شعار جدول',
  he: 'צילום תרשים גרף מפה איור סמל לוגו טבלה',
  ja: 'スクリーンショット 画面 図 グラフ チャート 地図 写真 イラスト アイコン ロゴ 表',
  zh: '截图 截屏 截圖 图 圖 地图 照片 图标 徽标 表格',
  ko: '스크린샷 화면 다이어그램 그래프 차트 지도 사진 아이콘 로고 표',
};

const english: ReadonlyMap<string, string> = new Map(
  Object.entries({
    english: 'en',
    german: 'de',
    french: 'fr',
    spanish: 'es',
    italian: 'it',
    portuguese: 'pt',
    dutch: 'nl',
    swedish: 'sv',
    danish: 'da',
    norwegian: 'no',
    polish: 'pl',
    czech: 'cs',
    turkish: 'tr',
    russian: 'ru',
    ukrainian: 'uk',
    arabic: 'ar',
    hebrew: 'he',
    japanese: 'ja',
    chinese: 'zh',
    korean: 'ko',
  }),
);

const words = new Set(
  Object.values(kinds)
    .flatMap((list) => list.split(' '))
    .map(bareWords),
);
const easternWord = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const easternWords = [...words].filter((word) => easternWord.test(word));
const knownScript =
  /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * True where a text begins with the kind of image it is, as "Bar chart of"; Chinese, Japanese and Korean
 * texts may have it anywhere. True as well where the language, a tag or an English name, is none whose
 * words are known here: what cannot be checked is not held against a text.
 */
export function beginsWithKind(text: string, language = 'auto'): boolean {
  const tongue = language.toLowerCase().split(/[-_ ]/)[0] ?? '';
  const isKnown = tongue === 'auto' || tongue === '' || tongue in kinds || english.has(tongue);
  if (!isKnown || !knownScript.test(text.slice(0, 200))) {
    return true;
  }
  if (easternWord.test(text.slice(0, 20))) {
    return easternWords.some((word) => text.includes(word));
  }
  // "An animated line chart", "Une capture d’écran", "Balkendiagramm".
  const first = bareWords(text.slice(0, 100)).split(' ').slice(0, 4);
  return first.some((word) => words.has(word) || isCompound(word));
}

/** "Flussdiagramm", "lijngrafiek", "charts". */
function isCompound(word: string): boolean {
  for (let at = 1; at <= word.length - 4; at++) {
    if (words.has(word.slice(at))) {
      return true;
    }
  }
  return word.endsWith('s') && words.has(word.slice(0, -1));
}
