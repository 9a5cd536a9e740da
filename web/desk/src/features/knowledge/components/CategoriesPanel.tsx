import { PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArticleCategory } from '@/lib/api-types';
import { useResourceList } from '@/lib/resource';
import { ErrorState } from '@/ui/ErrorState';
import { NameField } from '@/ui/NameField';
import { ResourceForm } from '@/ui/ResourceForm';
import { categories } from '../api/categories';
import styles from './Knowledge.module.css';

export function CategoriesPanel() {
  const { t } = useTranslation('knowledge');
  const { data, error, refetch, isPending } = useResourceList(categories);
  const [edited, setEdited] = useState<ArticleCategory | 'new'>();
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <div className={styles.bar}>
        <Button icon={<PlusOutlined />} onClick={() => setEdited('new')}>
          {t('categories.add')}
        </Button>
      </div>
      <Table<ArticleCategory>
        size="small"
        rowKey="id"
        loading={isPending}
        dataSource={data}
        pagination={false}
        locale={{ emptyText: t('categories.none') }}
        columns={[
          {
            title: t('ui:admin.name'),
            render: (_, each) => (
              <Button type="link" size="small" className={styles.titleLink} onClick={() => setEdited(each)}>
                {each.name}
              </Button>
            ),
          },
          { title: t('categories.name_zh'), dataIndex: 'name_zh' },
        ]}
      />
      {edited && (
        <ResourceForm<ArticleCategory, { name: string; name_zh: string }>
          key={edited === 'new' ? 'new' : edited.id}
          resource={categories}
          item={edited === 'new' ? undefined : edited}
          addText={t('categories.add')}
          blank={{ name: '', name_zh: '' }}
          valuesOf={({ name, name_zh: chinese }) => ({ name, name_zh: chinese })}
          form={() => (
            <>
              <NameField />
              <Form.Item name="name_zh" label={t('categories.name_zh')}>
                <Input maxLength={80} lang="zh-CN" />
              </Form.Item>
            </>
          )}
          nameOf={({ name }) => name}
          onClose={() => setEdited(undefined)}
        />
      )}
    </>
  );
}
