import { useTranslation } from 'react-i18next';
import type { CaseDifference, ShownCase } from '@/lib/contract';
import { nameIn, useNames } from '@/lib/directory';
import { useCaseTypes } from '../api/get-cases';

// "Priority: normal → high", with names instead of ids.
export function useChangeWords(which: ShownCase): (change: CaseDifference) => string {
  const { t, i18n } = useTranslation('cases');
  const names = useNames();
  const types = useCaseTypes();
  const fields = types.find(({ id }) => id === which.type_id)?.fields ?? [];
  return ({ field, from, to }) => {
    const value = (text: string): string => {
      if (!text) return '—';
      if (field === 'status') return t(`status.${text}`);
      if (field === 'priority') return t(`priority.${text}`);
      if (field === 'assignee_id') return names.of('users', text);
      if (field === 'team_id') return names.of('teams', text);
      if (field === 'type_id')
        return (
          nameIn(
            i18n.language,
            types.find(({ id }) => id === text),
          ) ?? text
        );
      return field.endsWith('_id') ? `#${text.slice(-4)}` : text;
    };
    const key = field.replace('fields/', '');
    const custom = fields.find((each) => each.key === key);
    const name = field.startsWith('fields/')
      ? ((custom && nameIn(i18n.language, { ...custom, id: key })) ?? key)
      : t(`field.${field}`);
    return t('became', { field: name, from: value(from), to: value(to) });
  };
}
