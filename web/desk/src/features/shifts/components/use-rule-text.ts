import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftViolation } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { issueText } from '@/ui/issue-text';
import { said } from '../state/rules';

// A broken rule in words.
export function useRuleText(): (violation: ShiftViolation) => string {
  const { t, i18n } = useTranslation('shifts');
  const format = useFormat();
  return useCallback(
    (violation) => {
      const words = said(violation);
      if ('what' in words) {
        const what = issueText(words.what, i18n.language);
        return violation.rule === 'known' ? what : t('rule_said', { rule: t(`rule.${words.rule}`), what });
      }
      const figure = (value: number) =>
        words.unit === 'hours' ? t('hours', { hours: format.number(value) }) : format.number(value);
      return t('rule_figures', {
        rule: t(`rule.${words.rule}`),
        found: figure(words.found),
        limit: figure(words.limit),
      });
    },
    [t, i18n.language, format],
  );
}
