import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { ScrollBox } from '@/ui/ScrollBox';
import { verdictOf } from '../state/comparison';
import type { ComparedFigure, Row } from '../state/comparison';
import { useFigures } from './use-figures';
import styles from './WhatIf.module.css';

// The day as it is, and each variant beside it: the figure, and how much it differs with its 95 % interval.
export function Comparison({ rows, variants }: { rows: Row[]; variants: string[] }) {
  const { t } = useTranslation('whatif');
  const { value, plusMinus } = useFigures();
  const base = ({ figures }: Row) => figures.find((each) => each !== undefined)?.base;
  return (
    <ScrollBox label={t('side_by_side')} minWidth={360 + 190 * variants.length}>
      <Table<Row>
        size="small"
        rowKey="key"
        dataSource={rows}
        pagination={false}
        locale={{ emptyText: t('nothing_differs') }}
        columns={[
          { title: t('figure_title'), render: (_, { key }) => t(`figure.${key}`) },
          {
            title: t('as_it_is'),
            align: 'right',
            className: 'numbers',
            render: (_, row) => {
              const each = base(row);
              return (
                each && (
                  <>
                    {value(row.unit, each.mean)}
                    <div className={styles.interval}>{plusMinus(row.unit, each.half_width)}</div>
                  </>
                )
              );
            },
          },
          ...variants.map((name, place) => ({
            title: name,
            align: 'right' as const,
            className: 'numbers',
            render: (_: unknown, row: Row) => <Compared row={row} figure={row.figures[place]} />,
          })),
        ]}
      />
    </ScrollBox>
  );
}

function Compared({ row, figure }: { row: Row; figure: ComparedFigure | undefined }) {
  const { t } = useTranslation('whatif');
  const { value, difference, plusMinus } = useFigures();
  if (!figure) return <>—</>;
  const verdict = verdictOf(row, figure);
  const isSame = figure.difference.mean === 0 && figure.difference.half_width === 0;
  if (isSame)
    return (
      <>
        {value(row.unit, figure.variant.mean)}
        <div className={styles.unsure}>{t('same')}</div>
      </>
    );
  return (
    <>
      {value(row.unit, figure.variant.mean)}
      <div className={styles[verdict]}>
        {difference(row.unit, figure.difference.mean)} {plusMinus(row.unit, figure.difference.half_width)}
        {verdict === 'unsure' ? ` · ${t('unsure')}` : verdict !== 'other' && ` · ${t(verdict)}`}
      </div>
    </>
  );
}
