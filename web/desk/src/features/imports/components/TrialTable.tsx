import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ImportRow } from '@/lib/contract';
import { Badge } from '@/ui/Badge';
import { issueText } from '@/ui/issue-text';
import { ScrollBox } from '@/ui/ScrollBox';
import styles from './Imports.module.css';

const tones = { created: 'calm', changed: 'watch', unchanged: 'plain', refused: 'alarm' } as const;

interface Props {
  rows: ImportRow[];
  nameOf: (field: string) => string;
}

export function TrialTable({ rows, nameOf }: Props) {
  const { t } = useTranslation('imports');
  return (
    <ScrollBox label={t('trial')} minWidth={480}>
      <Table<ImportRow>
        size="small"
        rowKey="line"
        dataSource={rows}
        pagination={false}
        locale={{ emptyText: t('no_rows') }}
        columns={[
          { title: t('line'), dataIndex: 'line', width: 70, className: 'numbers' },
          {
            title: t('outcome'),
            width: 110,
            render: (_, { outcome }) => <Badge tone={tones[outcome]}>{t(`outcomes.${outcome}`)}</Badge>,
          },
          { title: t('becomes'), render: (_, row) => <Becomes row={row} nameOf={nameOf} /> },
        ]}
      />
    </ScrollBox>
  );
}

function Becomes({ row: { changes, issues }, nameOf }: { row: ImportRow } & Pick<Props, 'nameOf'>) {
  const { i18n } = useTranslation('imports');
  return (
    <ul className={styles.changes}>
      {issues.map(({ field, what }) => (
        <li key={`${field} ${what}`}>
          {field && <span className="quiet">{nameOf(field)}: </span>}
          {issueText(what, i18n.language)}
        </li>
      ))}
      {changes.map(({ field, before, after }) => (
        <li key={field}>
          <span className="quiet">{nameOf(field)}:</span> {before && <del>{before}</del>} {after}
        </li>
      ))}
    </ul>
  );
}
