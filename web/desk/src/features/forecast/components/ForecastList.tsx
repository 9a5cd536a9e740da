import { LineChartOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Skeleton, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { KeptForecast } from '@/lib/contract';
import { useZoneFormat } from '@/lib/zone';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { JobList } from '@/ui/JobList';
import { MoreButton } from '@/ui/MoreButton';
import { PageFrame } from '@/ui/PageFrame';
import { ScrollBox } from '@/ui/ScrollBox';
import { useForecasts } from '../api/forecasts';
import styles from './Forecast.module.css';
import { runPath } from './ForecastPage';
import { NewForecast } from './NewForecast';

export function ForecastList() {
  const { t } = useTranslation('forecast');
  const format = useZoneFormat();
  const [isNew, setNew] = useState(false);
  const found = useForecasts();
  const forecasts = found.data?.pages.flatMap(({ items }) => items);
  return (
    <PageFrame
      title={t('title')}
      subtitle={t('help')}
      isWide
      actions={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setNew(true)}>
          {t('new')}
        </Button>
      }
    >
      <div className={styles.page}>
        <JobList
          kind="forecast"
          title={t('computed_now')}
          pathOf={({ id }) => runPath(id)}
          isUnfinishedOnly
        />
        {found.error && !forecasts && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
        {found.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
        {forecasts?.length === 0 && (
          <EmptyState icon={<LineChartOutlined />} title={t('nothing')} text={t('nothing_text')} />
        )}
        {forecasts && forecasts.length > 0 && (
          <ScrollBox label={t('title')} minWidth={640}>
            <Table<KeptForecast>
              size="small"
              rowKey="id"
              dataSource={forecasts}
              pagination={false}
              columns={[
                {
                  title: t('name'),
                  render: (_, { id, title, from }) => (
                    <Link to={`/planning/forecast/${id}`}>{title || from}</Link>
                  ),
                },
                { title: t('from'), dataIndex: 'from', width: 130, className: 'numbers' },
                {
                  title: t('days'),
                  width: 90,
                  align: 'right',
                  render: (_, { days }) => format.number(days),
                },
                {
                  title: t('interval'),
                  width: 110,
                  render: (_, { interval_min }) => t('minutes', { count: interval_min }),
                },
                { title: t('made_at'), width: 180, render: (_, { made_at }) => format.dateTime(made_at) },
              ]}
            />
          </ScrollBox>
        )}
        <MoreButton pages={found} label={t('more')} />
      </div>
      {isNew && <NewForecast onClose={() => setNew(false)} />}
    </PageFrame>
  );
}
