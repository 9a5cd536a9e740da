import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FigureUnit } from '../state/comparison';

export interface Figures {
  value: (unit: FigureUnit, of: number) => string;
  difference: (unit: FigureUnit, of: number) => string;
  plusMinus: (unit: FigureUnit, halfWidth: number) => string;
}

// Shares in percent and their differences in points, times in seconds.
export function useFigures(): Figures {
  const { t, i18n } = useTranslation('whatif');
  return useMemo(() => {
    const digits = (unit: FigureUnit, of: number) => (unit === 'count' && Math.abs(of) >= 100 ? 0 : 1);
    const text = (of: number, places: number, sign: 'auto' | 'exceptZero' = 'auto') =>
      new Intl.NumberFormat(i18n.language, {
        signDisplay: sign,
        minimumFractionDigits: places,
        maximumFractionDigits: places,
      }).format(of);
    const scaled = (unit: FigureUnit, of: number) => (unit === 'share' ? of * 100 : of);
    const units: Record<FigureUnit, string> = { share: '%', seconds: ` ${t('seconds')}`, count: '' };
    const points: Record<FigureUnit, string> = { ...units, share: ` ${t('points')}` };
    return {
      value: (unit, of) => text(scaled(unit, of), digits(unit, of)) + units[unit],
      difference: (unit, of) => text(scaled(unit, of), digits(unit, of), 'exceptZero') + points[unit],
      plusMinus: (unit, of) => `± ${text(scaled(unit, of), digits(unit, of))}`,
    };
  }, [t, i18n.language]);
}
