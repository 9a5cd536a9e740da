// The server says in English what is wrong with a field. Its sentences are the keys here ("{}" stands for what
// it fills in); one that is not known is shown as it came.
import chinese from './i18n/issues.zh-CN.json';

interface Sentence {
  form: RegExp;
  said: string;
}

function sentenceOf([english, said]: [string, string]): Sentence {
  const parts = english.split('{}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return { form: new RegExp(`^${parts.join('(.+?)')}$`, 's'), said };
}

const languages: Record<string, Sentence[]> = { zh: Object.entries(chinese).map(sentenceOf) };

export function issueText(what: string, language: string): string {
  for (const { form, said } of languages[language.split('-')[0] ?? ''] ?? []) {
    const filled = form.exec(what)?.slice(1);
    if (filled) return said.replace(/\{\}/g, () => filled.shift() ?? '');
  }
  return what;
}
