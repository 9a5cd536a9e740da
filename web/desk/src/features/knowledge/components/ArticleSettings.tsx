import { DatePicker, Form, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { ArticleFields } from '@/lib/api-types';
import { useResourceList } from '@/lib/resource';
import { categories } from '../api/categories';
import { useCategoryNames } from './use-words';

interface Props {
  fields: ArticleFields;
  slug: string | undefined;
  onChange: (part: Partial<ArticleFields>) => void;
}

const audiences = ['public', 'customers', 'agents'] as const;

export function ArticleSettings({ fields, slug, onChange }: Props) {
  const { t } = useTranslation('knowledge');
  const { data: shelves = [] } = useResourceList(categories);
  const categoryName = useCategoryNames();
  const date = (name: 'review_by' | 'expires_at') => {
    const value = fields[name];
    return (
      <Form.Item label={t(name)} htmlFor={`article-${name}`}>
        <DatePicker
          id={`article-${name}`}
          style={{ width: '100%' }}
          value={value ? dayjs(value) : null}
          onChange={(day) => onChange({ [name]: day ? day.startOf('day').toISOString() : undefined })}
        />
      </Form.Item>
    );
  };
  return (
    <Form layout="vertical" size="small">
      <Form.Item label={t('audience.title')} htmlFor="article-audience">
        <Select
          id="article-audience"
          value={fields.audience}
          options={audiences.map((value) => ({ value, label: t(`audience.${value}`) }))}
          onChange={(audience) => onChange({ audience })}
        />
      </Form.Item>
      <Form.Item label={t('category')} htmlFor="article-category">
        <Select
          id="article-category"
          allowClear
          value={fields.category_id}
          options={shelves.map(({ id }) => ({ value: id, label: categoryName(id) }))}
          onChange={(category?: string) => onChange({ category_id: category })}
        />
      </Form.Item>
      <Form.Item label={t('tags')} htmlFor="article-tags">
        <Select
          id="article-tags"
          mode="tags"
          open={false}
          suffixIcon={null}
          value={fields.tags}
          tokenSeparators={[',', '，']}
          onChange={(tags: string[]) => onChange({ tags })}
        />
      </Form.Item>
      <Form.Item label={t('slug')} htmlFor="article-slug" extra={t('slug_help')}>
        <Input
          id="article-slug"
          value={fields.slug ?? ''}
          placeholder={slug}
          maxLength={80}
          onChange={({ target }) => onChange({ slug: target.value || undefined })}
        />
      </Form.Item>
      {date('review_by')}
      {date('expires_at')}
    </Form>
  );
}
