import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ImportNote } from '@/lib/contract';
import { issueText } from '@/ui/issue-text';
import { ScrollBox } from '@/ui/ScrollBox';

// What was said of single lines of a file; nothing where that is nothing.
export function LineNotes({ title, notes }: { title: string; notes: ImportNote[] }) {
  const { t, i18n } = useTranslation('workload');
  if (notes.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ScrollBox label={title}>
        <Table<ImportNote>
          size="small"
          rowKey={({ line, what }) => `${line} ${what}`}
          dataSource={notes}
          pagination={{ pageSize: 10, size: 'small', hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            { title: t('import.line'), dataIndex: 'line', width: 90, className: 'numbers' },
            { title: t('import.what'), render: (_, { what }) => issueText(what, i18n.language) },
          ]}
        />
      </ScrollBox>
    </section>
  );
}
