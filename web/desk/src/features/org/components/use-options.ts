import { useTranslation } from 'react-i18next';
import { nameIn, useDirectory } from '@/lib/directory';
import type { NamedKind } from '@/lib/directory';

export interface Option {
  value: string;
  label: string;
}

export function useOptions(kind: NamedKind): Option[] {
  const directory = useDirectory();
  const { i18n } = useTranslation();
  return directory[kind].map((each) => ({ value: each.id, label: nameIn(i18n.language, each) ?? each.name }));
}
