import { useTranslation } from 'react-i18next';

// Monday first; 5 January 1970 was one.
export function useWeekdays(): string[] {
  const { i18n } = useTranslation();
  const format = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' });
  return [5, 6, 7, 8, 9, 10, 11].map((day) => format.format(Date.UTC(1970, 0, day)));
}
