import { ArrowLeftOutlined } from '@ant-design/icons';
import { Alert, App as AntApp, Button, Popconfirm, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { ForecastSeriesHead, WholeForecast } from '@/lib/contract';
import { useZoneFormat } from '@/lib/zone';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { issueText } from '@/ui/issue-text';
import { PageFrame } from '@/ui/PageFrame';
import { TableExport } from '@/ui/TableExport';
import { useProblemText } from '@/ui/use-problem-text';
import { tablePath, useForecast, useForecastSeries, useForgetForecast } from '../api/forecasts';
import styles from './Forecast.module.css';
import { SeriesView } from './SeriesView';

export function ForecastResult({ id }: { id: string }) {
  const { t } = useTranslation('forecast');
  const format = useZoneFormat();
  const { data, error, refetch } = useForecast(id);
  return (
    <PageFrame
      isWide
      title={data ? data.title || data.from : t('title')}
      subtitle={
        <>
          <Link to="/planning/forecast" style={{ textDecoration: 'underline' }}>
            <ArrowLeftOutlined /> {t('title')}
          </Link>
          {data && (
            <> · {t('made', { from: data.from, count: data.days, at: format.dateTime(data.made_at) })}</>
          )}
        </>
      }
      actions={
        data && (
          <>
            <TableExport pathOf={(isWorkbook) => tablePath(id, isWorkbook)} />
            <Forget id={id} />
          </>
        )
      }
    >
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton active paragraph={{ rows: 8 }} />}
      {data && <Whole forecast={data} />}
    </PageFrame>
  );
}

const nameOf = ({ queue_id, channel }: ForecastSeriesHead) => `${queue_id}:${channel}`;

function Whole({ forecast }: { forecast: WholeForecast }) {
  const { t, i18n } = useTranslation('forecast');
  const [chosen, setChosen] = useState<string>();
  const { series, notes } = forecast;
  const head = series.find((each) => nameOf(each) === chosen) ?? series[0];
  if (!head) return <EmptyState title={t('no_series')} text={notes.join(' ')} />;
  return (
    <div className={styles.page}>
      {notes.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('left_out', {
            notes: notes.map((note) => issueText(note, i18n.language)).join(' · '),
          })}
        />
      )}
      {series.length > 1 && (
        <Select
          className={styles.queue}
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('queue')}
          value={nameOf(head)}
          options={series.map((each) => ({
            value: nameOf(each),
            label: t('queue_on_channel', { queue: each.queue, channel: t(`ui:channel.${each.channel}`) }),
          }))}
          onChange={setChosen}
        />
      )}
      <OneSeries key={nameOf(head)} forecast={forecast} head={head} />
    </div>
  );
}

function OneSeries({ forecast, head }: { forecast: WholeForecast; head: ForecastSeriesHead }) {
  const { data, error, refetch } = useForecastSeries(forecast.id, head);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active paragraph={{ rows: 8 }} />;
  return <SeriesView forecast={forecast} series={data} />;
}

function Forget({ id }: { id: string }) {
  const { t } = useTranslation('forecast');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const navigate = useNavigate();
  const forget = useForgetForecast();
  const submit = () =>
    forget.mutateAsync(id).then(
      () => void navigate('/planning/forecast'),
      (error: unknown) => void message.error(problemText(error)),
    );
  return (
    <Popconfirm title={t('forget_question')} okText={t('ui:admin.remove')} onConfirm={submit}>
      <Button>{t('ui:admin.remove')}</Button>
    </Popconfirm>
  );
}
