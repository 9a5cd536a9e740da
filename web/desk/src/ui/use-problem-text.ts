import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/lib/http';

// A refusal in the reader's language; the server's own words where we have none.
export function useProblemText(): (error: unknown) => string {
  const { t, i18n } = useTranslation('ui');
  return useCallback(
    (error) => {
      const problem = asProblem(error);
      const key = `problem.${problem.reason}`;
      if (i18n.exists(key, { ns: 'ui' })) return t(key);
      return problem.status === 0 ? t('problem.unreachable') : problem.message;
    },
    [t, i18n],
  );
}
