import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding, Shift } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { useZoneFormat } from '@/lib/zone';
import { issueText } from '@/ui/issue-text';

export interface Words {
  day: (date: string) => string; // "Mon, 2 Mar", whatever the reader's clock
  month: (date: string) => string;
  days: (first: string, last: string) => string;
  span: (first: string, last: string) => string; // of limits: an empty end is none
  weekdays: (days: number[]) => string;
  times: (shift: Pick<Shift, 'start' | 'end'>) => string;
  shift: (shift: Shift) => string;
  finding: (finding: Finding) => string;
}

export function useWords(): Words {
  const { t, i18n } = useTranslation('requests');
  const format = useZoneFormat();
  const numbers = useFormat();
  return useMemo(() => {
    const make = (options: Intl.DateTimeFormatOptions) => {
      const text = new Intl.DateTimeFormat(i18n.language, { ...options, timeZone: 'UTC' });
      return (date: string) => (date ? text.format(new Date(`${date}T00:00:00Z`)) : '');
    };
    const day = make({ weekday: 'short', day: 'numeric', month: 'short' });
    const days = (first: string, last: string) =>
      first === last ? day(first) : `${day(first)} – ${day(last)}`;
    const date = make({ day: 'numeric', month: 'short', year: 'numeric' });
    const span = (first: string, last: string) => {
      if (first && last) return first === last ? date(first) : `${date(first)} – ${date(last)}`;
      if (first) return t('limits.from_day', { day: date(first) });
      return last ? t('limits.until_day', { day: date(last) }) : t('limits.always');
    };
    const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' });
    // 5 January 1970 was a Monday.
    const weekdays = (all: number[]) =>
      new Intl.ListFormat(i18n.language, { type: 'unit' }).format(
        all.map((each) => weekday.format(Date.UTC(1970, 0, 4 + each))),
      );
    const times = ({ start, end }: Pick<Shift, 'start' | 'end'>) =>
      `${format.time(start)}–${format.time(end)}`;
    const number = (value: number) => numbers.number(Math.round(value * 100) / 100);
    const finding = ({ obstacle, day: on, limit, found, what }: Finding) => {
      if (obstacle === 'rule') {
        const [rule = '', said = ''] = what.split(': ');
        return t('finding.rule', {
          day: day(on),
          rule: i18n.exists(`rule.${rule}`, { ns: 'requests' }) ? t(`rule.${rule}`) : rule,
          said: issueText(said, i18n.language),
        });
      }
      return t(`finding.${obstacle}`, {
        day: day(on),
        year: on.slice(0, 4),
        limit: number(limit),
        found: number(found),
        more: numbers.number(Math.round((found - limit) * 10) / 10),
        count: obstacle === 'coverage' ? Math.round((found - limit) * 10) / 10 : found,
        what,
      });
    };
    return {
      day,
      month: make({ month: 'long', year: 'numeric' }),
      days,
      span,
      weekdays,
      times,
      shift: (shift) => `${day(shift.day)} · ${times(shift)} · ${shift.shift}`,
      finding,
    };
  }, [t, i18n, format, numbers]);
}
