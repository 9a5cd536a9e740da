import { ImportOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/lib/session';
import { PageFrame } from '@/ui/PageFrame';
import { ArticleList } from './ArticleList';
import { CategoriesPanel } from './CategoriesPanel';
import { DeflectionPanel } from './DeflectionPanel';
import { GapsPanel } from './GapsPanel';
import { ImportDrawer } from './ImportDrawer';
import { SynonymsPanel } from './SynonymsPanel';

// What the company knows, for those who write it down.
export function KnowledgePage({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useTranslation('knowledge');
  const mayPublish = useMay('publish_knowledge');
  const [isImporting, setImporting] = useState(false);
  return (
    <PageFrame
      title={t('title')}
      subtitle={t('help')}
      actions={
        <>
          <Button icon={<ImportOutlined />} onClick={() => setImporting(true)}>
            {t('import.title')}
          </Button>
          <Button type="primary" icon={<PlusOutlined />} onClick={() => onOpen('new')}>
            {t('add')}
          </Button>
        </>
      }
    >
      <Tabs
        items={[
          { key: 'articles', label: t('articles'), children: <ArticleList onOpen={onOpen} /> },
          { key: 'deflection', label: t('deflection.title'), children: <DeflectionPanel onOpen={onOpen} /> },
          { key: 'gaps', label: t('gaps.title'), children: <GapsPanel /> },
          ...(mayPublish
            ? [
                { key: 'categories', label: t('categories.title'), children: <CategoriesPanel /> },
                { key: 'synonyms', label: t('synonyms.title'), children: <SynonymsPanel /> },
              ]
            : []),
        ]}
      />
      {isImporting && <ImportDrawer onClose={() => setImporting(false)} />}
    </PageFrame>
  );
}
