import { Checkbox, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useResourceList } from '@/lib/resource';
import { categories } from '../api/categories';
import type { ArticleFilters } from '../api/list-articles';
import { useCategoryNames } from './use-words';
import styles from './Knowledge.module.css';

interface Props {
  filters: ArticleFilters;
  onChange: (part: ArticleFilters) => void;
}

const states = ['draft', 'review', 'published', 'expired'] as const;
const audiences = ['public', 'customers', 'agents'] as const;

export function ArticleFilterBar({ filters, onChange }: Props) {
  const { t } = useTranslation('knowledge');
  const { data: shelves = [] } = useResourceList(categories);
  const categoryName = useCategoryNames();
  return (
    <div className={styles.bar} role="search">
      <Input.Search
        allowClear
        className={styles.search}
        placeholder={t('search_placeholder')}
        aria-label={t('search_placeholder')}
        value={filters.q ?? ''}
        onChange={({ target }) => onChange({ q: target.value || undefined })}
      />
      <Select
        allowClear
        className={styles.select}
        placeholder={t('state.title')}
        aria-label={t('state.title')}
        value={filters.state}
        options={states.map((value) => ({ value, label: t(`state.${value}`) }))}
        onChange={(state?: ArticleFilters['state']) => onChange({ state })}
      />
      <Select
        allowClear
        className={styles.select}
        placeholder={t('audience.title')}
        aria-label={t('audience.title')}
        value={filters.audience}
        options={audiences.map((value) => ({ value, label: t(`audience.${value}`) }))}
        onChange={(audience?: ArticleFilters['audience']) => onChange({ audience })}
      />
      <Select
        allowClear
        className={styles.select}
        placeholder={t('category')}
        aria-label={t('category')}
        value={filters.category_id}
        options={shelves.map(({ id }) => ({ value: id, label: categoryName(id) }))}
        onChange={(category?: string) => onChange({ category_id: category })}
      />
      <Checkbox
        checked={filters.is_due ?? false}
        onChange={({ target }) => onChange({ is_due: target.checked || undefined })}
      >
        {t('is_due')}
      </Checkbox>
    </div>
  );
}
