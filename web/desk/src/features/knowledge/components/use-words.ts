import { useTranslation } from 'react-i18next';
import type { ArticleTitle } from '@/lib/api-types';
import { useResourceList } from '@/lib/resource';
import { categories } from '../api/categories';

// In the reader's language where there is one.
export function titleOf(titles: ArticleTitle[], language: string): string {
  const primary = language.split('-')[0] ?? language;
  const own = titles.find((each) => each.language.startsWith(primary));
  return own?.title ?? titles[0]?.title ?? '—';
}

export function useCategoryNames(): (id: string | undefined) => string {
  const { i18n } = useTranslation();
  const { data } = useResourceList(categories);
  return (id) => {
    const found = data?.find((each) => each.id === id);
    if (!found) return '—';
    return (i18n.language.startsWith('zh') && found.name_zh) || found.name;
  };
}
