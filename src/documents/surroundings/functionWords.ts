/** The commonest words of languages, which stand in almost every sentence and name no thing. */
export const functionWords: Readonly<Record<string, string>> = {
  cs: 'a v na se je že s z do pro jako to není nebo které který která jsou být podle také pokud při už ale ve',
  da: 'og i at det er den til en et på af for med de som ikke kan der har eller fra du ved hvis skal dette efter når',
  de: 'der die das und ist nicht ein eine einen zu mit den von auf für dem des im sie wird werden sich auch oder als bei aus wenn sind kann über nach wie es',
  en: 'the and of to is in that it for with you this are on as be your from can or not an by if when will which has have at we',
  es: 'el la los las y de que en un una es por con para se del al como más esta este son o su pero si también puede sus cuando',
  fi: 'ja on ei se että kun tai voi ovat myös kuin joka niin sen mutta tämä voit jos hän ole sekä',
  fr: 'le la les et des est un une dans pour que qui sur vous avec pas du au ce cette sont ou par plus aux nous votre de si être',
  hu: 'a az és hogy nem is egy van vagy meg ez csak mint már kell lehet ha ezt',
  id: 'dan yang di untuk dengan ini dari pada adalah tidak atau dalam ke dapat anda akan',
  it: 'il la le di che e un una per è non con del della sono si dei nel alla gli da come anche questo questa lo più delle',
  nl: 'de het een en van is dat niet op te voor met zijn worden wordt aan ook bij naar deze dit je u kan om als er',
  no: 'og i at det er den til en et på av for med de som ikke kan har eller fra du ved hvis skal dette etter når',
  pl: 'i w na z do nie się jest to że jak dla przez po od są lub oraz może który która które aby przy',
  pt: 'o a os as e de que um uma não para com do da em é por se mais dos das no na ou como são seu você ao também quando',
  ro: 'și de la în nu este cu pe un o care pentru sau din sunt să mai poate dacă',
  ru: 'и в на не что это с как для по из от или к при может если',
  sv: 'och i att det är den till en ett på av för med de som inte kan har eller från du vid om ska detta efter när',
  tr: 've bir bu için ile da de olarak daha çok gibi var veya olan ne değil kadar en olduğu',
  vi: 'và của là không có cho được các một trong với này khi bạn để',
};

/** Letters and marks that tell languages with the same function words apart. */
export const ownLetters: readonly (readonly [string, RegExp])[] = [
  ['cs', /[ěřů]/g],
  ['de', /ß/g],
  ['es', /[ñ¿¡]/g],
  ['hu', /[őű]/g],
  ['pl', /[łżęąśź]/g],
  ['pt', /[ãõ]/g],
  ['ro', /[țș]/g],
  ['tr', /[ğış]/g],
  ['vi', /[ơưđ]/g],
];
