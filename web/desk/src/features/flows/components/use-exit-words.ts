import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Exit } from '../state/kinds';

// The author's own names stand as they are; ours are translated.
export function useExitWords(): (exit: Exit) => string {
  const { t } = useTranslation('flows');
  return useCallback(({ name, isOwn }) => (isOwn ? name : t(`exits.${name}`)), [t]);
}
