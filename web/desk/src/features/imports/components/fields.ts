import { useTranslation } from 'react-i18next';
import type { ImportField } from '@/lib/contract';

const standard = [
  'external_id',
  'name',
  'email',
  'phone',
  'birthday',
  'language',
  'note',
  'address',
  'salutation',
  'household',
  'preferred_channel',
  'quiet_hours',
] as const;

// What a column may be for, in the user's language; the organisation's own fields last.
export function useFields(own: ImportField[]) {
  const { t, i18n } = useTranslation('imports');
  const isChinese = i18n.language.startsWith('zh');
  return [
    ...standard.map((field) => ({ value: field as string, label: t(`field.${field}`) })),
    ...own.map(({ name, label, label_zh }) => ({
      value: name,
      label: (isChinese ? label_zh : label) || label || name,
    })),
  ];
}
