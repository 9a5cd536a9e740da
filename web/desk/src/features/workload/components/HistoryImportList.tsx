import { App as AntApp, Button, Popconfirm, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { HistoryImport } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import { ScrollBox } from '@/ui/ScrollBox';
import { useProblemText } from '@/ui/use-problem-text';
import { useHistoryImports, useUndoHistoryImport } from '../api/history-imports';

export function HistoryImportList() {
  const { t } = useTranslation('workload');
  const format = useFormat();
  const names = useNames();
  const { data } = useHistoryImports();
  if (!data || data.length === 0) return null;
  return (
    <section aria-label={t('import.earlier')}>
      <h2>{t('import.earlier')}</h2>
      <ScrollBox label={t('import.earlier')} minWidth={720}>
        <Table<HistoryImport>
          size="small"
          rowKey="id"
          dataSource={data}
          pagination={{ pageSize: 10, size: 'small', hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            { title: t('import.file'), dataIndex: 'name' },
            { title: t('import.at'), render: (_, { at }) => format.dateTime(at) },
            { title: t('import.by'), render: (_, { user_id }) => names.of('users', user_id) || '—' },
            {
              title: t('figure.contacts'),
              align: 'right',
              className: 'numbers',
              render: (_, { contacts }) => format.number(contacts),
            },
            {
              title: t('import.days'),
              align: 'right',
              className: 'numbers',
              render: (_, { days }) => format.number(days),
            },
            { title: t('import.state'), width: 130, render: (_, each) => <Undo made={each} /> },
          ]}
        />
      </ScrollBox>
    </section>
  );
}

function Undo({ made: { id, is_undone } }: { made: HistoryImport }) {
  const { t } = useTranslation('workload');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const undo = useUndoHistoryImport();
  if (is_undone) return <Badge>{t('import.undone')}</Badge>;
  return (
    <Popconfirm
      title={t('import.undo_question')}
      okText={t('import.undo')}
      onConfirm={() => undo.mutateAsync(id).catch((error: unknown) => void message.error(problemText(error)))}
    >
      <Button size="small" loading={undo.isPending}>
        {t('import.undo')}
      </Button>
    </Popconfirm>
  );
}
