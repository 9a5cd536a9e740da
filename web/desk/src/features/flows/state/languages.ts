// Languages by their names in the reader's language.

export const offered = [
  'zh',
  'en',
  'yue',
  'ja',
  'ko',
  'fr',
  'de',
  'es',
  'pt',
  'it',
  'ru',
  'ar',
  'th',
  'vi',
  'id',
  'ms',
];

export function languageName(code: string, reader: string): string {
  try {
    return new Intl.DisplayNames([reader], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}
