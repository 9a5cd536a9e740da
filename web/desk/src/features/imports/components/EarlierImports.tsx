import { App as AntApp, Button, Popconfirm, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CustomerImport } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { issueText } from '@/ui/issue-text';
import { ScrollBox } from '@/ui/ScrollBox';
import { useProblemText } from '@/ui/use-problem-text';
import { refusedPath, useImports, useUndoImport } from '../api/imports';
import styles from './Imports.module.css';

export function EarlierImports() {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const { data } = useImports();
  if (!data || data.length === 0) return null;
  return (
    <section className={styles.earlier} aria-label={t('earlier')}>
      <h2>{t('earlier')}</h2>
      <ScrollBox label={t('earlier')} minWidth={640}>
        <Table<CustomerImport>
          size="small"
          rowKey="id"
          dataSource={data}
          pagination={false}
          columns={[
            { title: t('file'), dataIndex: 'name' },
            { title: t('time'), render: (_, { at }) => format.dateTime(at) },
            {
              title: t('result'),
              render: (_, { created, changed, unchanged, refused }) =>
                t('counts', { created, changed, unchanged, refused }),
            },
            {
              title: t('state_title'),
              render: (_, each) => <ImportState import={each} />,
            },
          ]}
        />
      </ScrollBox>
    </section>
  );
}

function ImportState({ import: { id, state, why, refused } }: { import: CustomerImport }) {
  const { t, i18n } = useTranslation('imports');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const undo = useUndoImport();
  const submit = () =>
    undo.mutateAsync(id).then(
      ({ removed, restored, left }) => void message.info(t('undone', { removed, restored, left })),
      (error: unknown) => void message.error(problemText(error)),
    );
  return (
    <div className={styles.acts}>
      <span>{why ? issueText(why, i18n.language) : t(`state.${state}`)}</span>
      {refused > 0 && (
        <a href={refusedPath(id)} download>
          {t('refused_file')}
        </a>
      )}
      {(state === 'done' || state === 'failed') && (
        <Popconfirm title={t('undo_title')} okText={t('undo')} onConfirm={submit}>
          <Button size="small" loading={undo.isPending}>
            {t('undo')}
          </Button>
        </Popconfirm>
      )}
    </div>
  );
}
