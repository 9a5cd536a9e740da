import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';
import { ScrollBox } from '@/ui/ScrollBox';
import { useTwinErrors } from '../api/get-twin-errors';
import { errorsByQueue, judged } from '../state/twin-errors';
import type { Judged, QueueErrors } from '../state/twin-errors';
import { useFigures } from './use-figures';

// Each night the twin plays yesterday from its inputs alone: how much to trust it, by queue.
export function TwinErrors() {
  const { t } = useTranslation('whatif');
  const format = useFormat();
  const { data } = useTwinErrors();
  if (!data) return null;
  return (
    <section aria-label={t('errors.title')}>
      <h2>{t('errors.title')}</h2>
      <p className="quiet">{t(data.length > 0 ? 'errors.help' : 'errors.none')}</p>
      {data.length > 0 && (
        <ScrollBox label={t('errors.title')} minWidth={640}>
          <Table<QueueErrors>
            size="small"
            rowKey="queue"
            dataSource={errorsByQueue(data)}
            pagination={false}
            columns={[
              { title: t('field.queue'), dataIndex: 'queue' },
              {
                title: t('fits.contacts'),
                align: 'right',
                render: (_, { contacts }) => format.number(contacts),
              },
              ...judged.map((name) => ({
                title: t(`figure.${name}`),
                align: 'right' as const,
                className: 'numbers',
                render: (_: unknown, row: QueueErrors) => <Off name={name} row={row} />,
              })),
            ]}
          />
        </ScrollBox>
      )}
    </section>
  );
}

function Off({ name, row }: { name: Judged; row: QueueErrors }) {
  const { t } = useTranslation('whatif');
  const { difference } = useFigures();
  const figure = row.figures[name];
  if (!figure) return <>—</>;
  const off = difference(name === 'asa_s' ? 'seconds' : 'share', figure.off).replace('+', '±');
  return (
    <>
      {off}
      <div className="quiet">{t('errors.within', { within: figure.within, count: figure.days })}</div>
    </>
  );
}
