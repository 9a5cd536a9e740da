// Language and theme: the browser's until somebody chooses; remembered here for the sign-in page and, once
// signed in, by the server as well.
import { createContext, useContext } from 'react';
import type { Language, ThemeChoice } from './contract';

export const languages: { value: Language; label: string }[] = [
  { value: 'zh-CN', label: '简体中文' },
  { value: 'en', label: 'English' },
];

export const themes: ThemeChoice[] = ['light', 'dark', 'system'];

export function languageOf(wanted: readonly string[]): Language {
  const first = wanted.find((each) => /^(zh|en)\b/i.test(each));
  return first && /^zh/i.test(first) ? 'zh-CN' : 'en';
}

export function storedLanguage(): Language {
  const stored = localStorage.getItem('rapport.language');
  return stored === 'zh-CN' || stored === 'en' ? stored : languageOf(navigator.languages);
}

export function storedTheme(): ThemeChoice {
  const stored = localStorage.getItem('rapport.theme');
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export interface PreferenceControl {
  language: Language;
  theme: ThemeChoice;
  isDark: boolean;
  setLanguage: (language: Language) => void;
  setTheme: (theme: ThemeChoice) => void;
}

export const PreferenceContext = createContext<PreferenceControl | null>(null);

export function usePreferences(): PreferenceControl {
  const control = useContext(PreferenceContext);
  if (!control) throw new Error('PreferenceContext is missing');
  return control;
}
