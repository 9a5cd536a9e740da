import { useCallback } from 'react';
import { useZoneFormat } from '@/lib/zone';
import { unitOf } from '../state/figures';
import type { Figure } from '../state/figures';

export function useFigureText() {
  const format = useZoneFormat();
  return useCallback(
    (figure: Figure, value: number | null | undefined) => {
      if (value == null) return '—';
      if (unitOf[figure] === 'share') return format.percent(value);
      return unitOf[figure] === 'seconds' ? format.duration(value) : format.number(Math.round(value));
    },
    [format],
  );
}
