import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language, ThemeChoice } from '@/lib/contract';
import { PreferenceContext, storedLanguage, storedTheme } from '@/lib/preferences';
import { useMedia } from '@/lib/use-media';
import { themeKey, themeOf } from '@/ui/theme';

const locales = { en: enUS, 'zh-CN': zhCN };

export function PreferenceProvider({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  const [language, chooseLanguage] = useState<Language>(storedLanguage);
  const [theme, chooseTheme] = useState<ThemeChoice>(storedTheme);
  const isSystemDark = useMedia('(prefers-color-scheme: dark)');
  const isStill = useMedia('(prefers-reduced-motion: reduce)');
  const isDark = theme === 'dark' || (theme === 'system' && isSystemDark);

  const setLanguage = useCallback((next: Language) => {
    localStorage.setItem('rapport.language', next);
    chooseLanguage(next);
  }, []);
  const setTheme = useCallback((next: ThemeChoice) => {
    localStorage.setItem('rapport.theme', next);
    chooseTheme(next);
  }, []);

  useEffect(() => {
    document.documentElement.lang = language;
    if (i18n.language !== language) void i18n.changeLanguage(language);
  }, [i18n, language]);
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
    document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
    document.documentElement.classList.add(themeKey);
  }, [isDark]);

  const config = useMemo(() => {
    const look = themeOf(isDark);
    return isStill ? { ...look, token: { ...look.token, motion: false } } : look;
  }, [isDark, isStill]);
  const control = useMemo(
    () => ({ language, theme, isDark, setLanguage, setTheme }),
    [language, theme, isDark, setLanguage, setTheme],
  );
  return (
    <PreferenceContext value={control}>
      <ConfigProvider theme={config} locale={locales[language]} button={{ autoInsertSpace: false }}>
        <AntApp component={false}>{children}</AntApp>
      </ConfigProvider>
    </PreferenceContext>
  );
}
