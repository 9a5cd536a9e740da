import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutlookRange } from '@/lib/contract';

export interface Numbers {
  share: (of: number | undefined) => string;
  points: (difference: number) => string; // with its sign
  shareRange: (of: OutlookRange | undefined) => string;
  countRange: (of: OutlookRange) => string;
  count: (of: number) => string;
  hours: (of: number) => string;
  money: (of: number) => string;
}

// Shares in percent and their differences in points; ranges are the middle eight of ten runs.
export function useNumbers(): Numbers {
  const { t, i18n } = useTranslation('intraday');
  return useMemo(() => {
    const text = (of: number, places: number, sign: 'auto' | 'exceptZero' = 'auto') =>
      new Intl.NumberFormat(i18n.language, { signDisplay: sign, maximumFractionDigits: places }).format(of);
    const share = (of: number | undefined) => (of === undefined ? '—' : `${text(of * 100, 0)} %`);
    return {
      share,
      points: (difference) => `${text(difference * 100, 1, 'exceptZero')} ${t('points')}`,
      shareRange: (of) => (of ? `${text(of.p10 * 100, 0)}–${text(of.p90 * 100, 0)} %` : ''),
      countRange: ({ p10, p90 }) => `${text(p10, 0)}–${text(p90, 0)}`,
      count: (of) => text(of, 0),
      hours: (of) => `${text(of, 1, 'exceptZero')} ${t('hours')}`,
      money: (of) => text(of, 0, 'exceptZero'),
    };
  }, [t, i18n.language]);
}
