import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { problemKey } from '../state/problem-text';

// What the server says is wrong, in the reader's language.
export function useProblemWords(): (what: string) => string {
  const { t, i18n } = useTranslation('flows');
  return useCallback(
    (what) => {
      const known = problemKey(what);
      if (!known) return what;
      const values = { ...known.values };
      if (values.kind && i18n.exists(`kinds.${values.kind}`, { ns: 'flows' }))
        values.kind = t(`kinds.${values.kind}`);
      if (values.channel && i18n.exists(`channel.${values.channel}`, { ns: 'ui' }))
        values.channel = t(`ui:channel.${values.channel}`);
      return t(`what.${known.key}`, values);
    },
    [t, i18n],
  );
}
