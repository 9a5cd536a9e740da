import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

export function useLanguageWords(): (language: string) => string {
  const { t, i18n } = useTranslation('prompts');
  return useCallback(
    (language) => {
      if (language === '') return t('every_language');
      try {
        return new Intl.DisplayNames([i18n.language], { type: 'language' }).of(language) ?? language;
      } catch {
        return language;
      }
    },
    [t, i18n.language],
  );
}
