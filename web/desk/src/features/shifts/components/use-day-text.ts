import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

// "Mon, 2 Mar" of "2026-03-02", whatever the reader's clock.
export function useDayText(): { short: (date: string) => string; long: (date: string) => string } {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const make = (options: Intl.DateTimeFormatOptions) => {
      const format = new Intl.DateTimeFormat(i18n.language, { ...options, timeZone: 'UTC' });
      return (date: string) => (date ? format.format(new Date(`${date}T00:00:00Z`)) : '');
    };
    return {
      short: make({ weekday: 'short', day: 'numeric', month: 'short' }),
      long: make({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    };
  }, [i18n.language]);
}
