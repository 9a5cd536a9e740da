import { PlusOutlined } from '@ant-design/icons';
import { App as AntApp, Button, Popconfirm, Skeleton, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftOffer } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useZoneFormat } from '@/lib/zone';
import { Badge } from '@/ui/Badge';
import { ErrorState } from '@/ui/ErrorState';
import { ScrollBox } from '@/ui/ScrollBox';
import { useProblemText } from '@/ui/use-problem-text';
import { useCloseShiftOffer, useShiftOffers } from '../api/planner';
import { NewOffer } from './NewOffer';
import styles from './Requests.module.css';

const tones = { open: 'watch', full: 'calm', closed: 'plain' } as const;

export function OffersTable() {
  const { t } = useTranslation('requests');
  const names = useNames();
  const format = useZoneFormat();
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const [isNew, setNew] = useState(false);
  const { data, error, refetch } = useShiftOffers();
  const close = useCloseShiftOffer();
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const columns: TableColumnsType<ShiftOffer> = [
    { title: t('offer.kind'), render: (_, { kind }) => t(`offer.${kind}`) },
    {
      title: t('offer.when'),
      render: (_, { start, end }) => (
        <span className="numbers">
          {format.dateTime(start)} – {format.time(end)}
        </span>
      ),
    },
    {
      title: t('offer.places'),
      align: 'right',
      render: (_, { taken, places }) => (
        <span className="numbers">
          {taken.length} / {places}
        </span>
      ),
    },
    {
      title: t('offer.taken_by'),
      render: (_, { taken }) => taken.map(({ agent_id }) => names.of('users', agent_id)).join(', '),
    },
    {
      title: t('planner.state'),
      render: (_, { state }) => <Badge tone={tones[state]}>{t(`offer.state_${state}`)}</Badge>,
    },
    {
      title: <span className="sr-only">{t('planner.actions')}</span>,
      align: 'right',
      render: (_, { id, state }) =>
        state === 'open' && (
          <Popconfirm
            title={t('offer.close_sure')}
            okText={t('offer.close')}
            cancelText={t('ui:cancel')}
            onConfirm={() =>
              close.mutateAsync(id).catch((problem: unknown) => void message.error(problemText(problem)))
            }
          >
            <Button size="small">{t('offer.close')}</Button>
          </Popconfirm>
        ),
    },
  ];
  return (
    <>
      <div className={styles.bar}>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setNew(true)}>
          {t('offer.new')}
        </Button>
      </div>
      {!data && <Skeleton active />}
      {data && (
        <ScrollBox label={t('offer.planner')} minWidth={720}>
          <Table
            size="small"
            rowKey="id"
            columns={columns}
            dataSource={data}
            locale={{ emptyText: t('offer.none_yet') }}
            pagination={data.length > 50 ? { pageSize: 50, size: 'small' } : false}
          />
        </ScrollBox>
      )}
      {isNew && <NewOffer onClose={() => setNew(false)} />}
    </>
  );
}
