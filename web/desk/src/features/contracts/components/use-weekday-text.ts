import { useTranslation } from 'react-i18next';

// "Mon, Tue"; none of them means all.
export function useWeekdayText(): (weekdays: number[]) => string {
  const { t, i18n } = useTranslation('contracts');
  const format = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' });
  const list = new Intl.ListFormat(i18n.language, { type: 'unit', style: 'short' });
  return (weekdays) =>
    weekdays.length === 0 || weekdays.length === 7
      ? t('every_day')
      : list.format(weekdays.map((day) => format.format(Date.UTC(1970, 0, 4 + day))));
}
