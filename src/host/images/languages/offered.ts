/** A language whose data can be downloaded for the text reader. */
export interface OfferedLanguage {
  /** Tesseract's, as `deu`. */
  readonly code: string;
  /** In English, as in the manifest. */
  readonly name: string;
  /** Of the archive. */
  readonly bytes: number;
  /** Of the archive, as Base64: what `npm view @tesseract.js-data/deu dist.integrity` tells. */
  readonly sha512: string;
}

/** Where the archives are. */
export const languageHost = 'registry.npmjs.org';

/** The archives of `@tesseract.js-data`, version 1.0.0 (Apache-2.0), in November 2026. */
export const offeredLanguages: readonly OfferedLanguage[] = [
  {
    code: 'deu',
    name: 'German',
    bytes: 8411089,
    sha512:
      '3ter1p2gFAiCd5CMC+PodZ9YY2UDomkKj+ytlKeeZqOUmhLx1SDnYPf5zog0g5MBbxYveW+8omI3PUflqHfZ4Q==',
  },
  {
    code: 'fra',
    name: 'French',
    bytes: 6959264,
    sha512:
      'pp58gMaoyidoBBLd5y5rnf0WW0Y1994QrGqZrYatITqIU/AReUJMykD+YY3JDgvnmgz7uAx1UmhjjuyEmV8JEA==',
  },
  {
    code: 'spa',
    name: 'Spanish',
    bytes: 10436372,
    sha512:
      '9Ln+QKq/TNu4Hy4aOp5b4nXo9U0C6IqJMzNDpAJZe/fNtz6jXG9G/hQgR/Irxj+RGf0M7Xy1MNx1yl4wQUIfeg==',
  },
  {
    code: 'ita',
    name: 'Italian',
    bytes: 8567364,
    sha512:
      'Sx19NVYve5VAxEBDL6CWTX+evlvzV+iAS5ejJywcHVsmir/C9Tzw2fExoh97QFc06t48tYZA8VrMobsBzMAEhA==',
  },
  {
    code: 'por',
    name: 'Portuguese',
    bytes: 8124452,
    sha512:
      'sQ7GqYUgKaMmV0vNujYoXLlXUp2e5RGGkJxQ3L59kUOaupIugLJeb1dqhrfgyb71XQw7ltdSuXdQIoaoS/rpsQ==',
  },
  {
    code: 'nld',
    name: 'Dutch',
    bytes: 13178605,
    sha512:
      'Fq9TDxewYAw3YBLqLYEu3rziNUHq0F1NnnM49vI0E5o6S2oKcirhTumGvv8ws088+li1llyKXT9nfrHuxxetHQ==',
  },
  {
    code: 'pol',
    name: 'Polish',
    bytes: 10977737,
    sha512:
      'e9naSi/5kIXIMsymriFMUXJ2XWxRY/09qU9pkmEN28nAeMyF70EYkn4G3iHoB2oF/HNhZpy8lCIe1/I2L/BqKA==',
  },
  {
    code: 'ces',
    name: 'Czech',
    bytes: 9329679,
    sha512:
      'mXnVy8WoG/ImbrpN5oggaBBMSrHQH+hKbgkbPQeVY6MChIDDZT1H+e2I4eiAvl+fypfIbiqpIcodGex03PXvfw==',
  },
  {
    code: 'swe',
    name: 'Swedish',
    bytes: 8821162,
    sha512:
      '9BRWhTs8THTaBtFNvaTSZbL8gb14CH86TsdNjpDVBgm4kOS5RW8V6xfM91SEho4rlxyzAJPA909GRD1xsJbyJg==',
  },
  {
    code: 'dan',
    name: 'Danish',
    bytes: 6580275,
    sha512:
      'nlR/VS/YKJs8u0SSa3C+wUTIopPIKwVG016T4/Lk2BsUOME3EkXgHWyGbzfobd5+6dwA+FYaUB17GVgIo7Zphg==',
  },
  {
    code: 'nor',
    name: 'Norwegian',
    bytes: 8274620,
    sha512:
      'UYIAl2T2g9Nha+uKQie4uE4zGN1a/sbs4sddsH3Ao54BguKyGbSBz4pBG/+zZY2Lnre3/z/z3d9RiVL6DVKvPw==',
  },
  {
    code: 'fin',
    name: 'Finnish',
    bytes: 12821769,
    sha512:
      'JLD9iF4Q3gqspuB5dphSZw7HT+EGZ6pKqoTUfDrUU9kYxGa2xkISa/3X/JpFZ6Lw8Lh6Ved0uVxUZhMuzoK9Dw==',
  },
  {
    code: 'tur',
    name: 'Turkish',
    bytes: 10170951,
    sha512:
      '510AUJda8BsgrTchfIIH1uV1wfYp28+PLy74sxSQiHM0sLv9kjbNyooxUCo/R4TOjLQY0fXQ2QWwozWlSlXrkw==',
  },
  {
    code: 'ukr',
    name: 'Ukrainian',
    bytes: 7287250,
    sha512:
      'W/i5g9xbyBHJxklEb0mU2iLENBzU9CgXk1LVg82aQ95IaRwNFjY1z5y0vMcydEHQLx/TeawGrHiqlWoyXWCDzA==',
  },
  {
    code: 'ell',
    name: 'Greek',
    bytes: 4744428,
    sha512:
      'cCdWHcxHupC9YltWAoscqnw1QAIo4ENgaXNNVXfN+FBvSncnx3lgnNcyRdCvGSi31buwr7vPY156WHu2Yubg4A==',
  },
  {
    code: 'jpn',
    name: 'Japanese',
    bytes: 18107568,
    sha512:
      'nUq2xHUjiWE6FRqkvLIIbByLZ39B8qNaBSOnVP4XIKGPKtZ1e0hiRnK7WhPfl8A+Fe7aNE1u/QoXXUym3TbSCA==',
  },
  {
    code: 'chi_sim',
    name: 'Chinese (simplified)',
    bytes: 21809859,
    sha512:
      'iuErURkPbECDUazgsLn/r3c+tU2y5o5S/w14d0A/YiagfsjYyZKgTo75RUpsGJ311qtu0dIX4hqnXAAjmqf2CA==',
  },
  {
    code: 'chi_tra',
    name: 'Chinese (traditional)',
    bytes: 28664956,
    sha512:
      'uz0gqF7ncrJS4UTHGCkPntZXpoyo+mIg0Zs8QhF0TH3uzj2HkJpYmi8u1Pdwt2NW65UWJ51hzILWWy838da5dw==',
  },
  {
    code: 'kor',
    name: 'Korean',
    bytes: 8507588,
    sha512:
      'tepYhsYiRJ8E44R27MHxVteEDDLfYQxuvM6u4JlEHcCYqwpefvI5TGzoMgB67kunOvtyEJYtT5zfJ/6R6FVU9w==',
  },
];

/** The address of a language's archive. */
export function archiveUrl(code: string): URL {
  return new URL(`https://${languageHost}/@tesseract.js-data/${code}/-/${code}-1.0.0.tgz`);
}

/** The one file that is taken out of it. */
export function memberName(code: string): string {
  return `package/4.0.0_best_int/${code}.traineddata.gz`;
}
