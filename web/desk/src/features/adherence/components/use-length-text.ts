import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';

const day = 86_400;

// A length of working time: beyond a day in hours, for nobody works a day of 24 of them.
export function useLengthText(): (seconds: number) => string {
  const { t } = useTranslation('adherence');
  const format = useFormat();
  return useCallback(
    (seconds) =>
      seconds >= day
        ? t('hours', { hours: format.number(Math.round(seconds / 3600)) })
        : format.duration(seconds),
    [t, format],
  );
}
