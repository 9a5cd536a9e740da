import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const folders = ['ui', ...readdirSync(join(root, 'features')).map((name) => `features/${name}`)];

type Texts = { [key: string]: string | Texts };

function texts(folder: string, language: string): Texts {
  return JSON.parse(readFileSync(join(root, folder, 'i18n', `${language}.json`), 'utf8')) as Texts;
}

function flat(tree: Texts, prefix = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') all.set(prefix + key, value);
    else flat(value, `${prefix}${key}.`).forEach((text, name) => all.set(name, text));
  }
  return all;
}

const places = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]).sort();

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'));
}

describe.each(folders)('the texts of %s', (folder) => {
  const english = flat(texts(folder, 'en'));
  const chinese = flat(texts(folder, 'zh-CN'));

  it('have the same keys in both languages', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('have the same places to fill in', () => {
    for (const [key, text] of english)
      expect([key, places(chinese.get(key) ?? '')]).toEqual([key, places(text)]);
  });

  it('are never empty, and Chinese ones use Chinese punctuation', () => {
    for (const [key, text] of [...english, ...chinese]) expect([key, text.trim()]).not.toEqual([key, '']);
    for (const [key, text] of chinese)
      expect([key, /\p{Script=Han}[,:;!?]/u.test(text)]).toEqual([key, false]);
  });

  it('exist for every fixed key the code asks for', () => {
    const ui = flat(texts('ui', 'en'));
    const has = (all: Map<string, string>, key: string) => all.has(key) || all.has(`${key}_other`);
    for (const source of sources(folder)) {
      for (const [, key = ''] of source.matchAll(/\bt\(\s*'([^']+)'/g)) {
        const isKnown = key.startsWith('ui:') ? has(ui, key.slice(3)) : has(english, key);
        expect([key, isKnown]).toEqual([key, true]);
      }
    }
  });
});
