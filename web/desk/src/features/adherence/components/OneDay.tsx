import { CheckCircleOutlined } from '@ant-design/icons';
import { Alert, Checkbox, Input, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdherenceDay, AgentAdherence } from '@/lib/contract';
import { useNow } from '@/lib/clock';
import { useFormat } from '@/lib/format';
import { useBoardFeed } from '@/lib/live/live-context';
import { useZoneFormat } from '@/lib/zone';
import { DateInput } from '@/ui/DateInput';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { useAdherenceDay, useAdherenceFeed } from '../api/adherence';
import { rowsOf, standingOf } from '../state/rows';
import styles from './Adherence.module.css';
import { AgentDrawer } from './AgentDrawer';
import { Figures } from './Figures';
import { Legend } from './Legend';
import { TeamSelect } from './TeamSelect';
import { Timeline } from './Timeline';

interface Props {
  params: URLSearchParams;
  today: string;
  onChange: (part: Record<string, string>) => void;
}

export function OneDay({ params, today, onChange }: Props) {
  const { t } = useTranslation('adherence');
  const wanted = params.get('day') ?? today;
  const isLive = wanted === today;
  const { data, error, refetch } = useAdherenceDay({ day: isLive ? undefined : wanted });
  const [name, setName] = useState('');
  useBoardFeed();
  useAdherenceFeed(isLive);
  const team = params.get('team') ?? '';
  const onlyOut = params.get('out') === '1';
  return (
    <>
      <div className={styles.bar} role="search">
        <DateInput
          aria-label={t('day')}
          value={wanted}
          onChange={(day) => onChange({ day: day === today ? '' : day })}
        />
        <TeamSelect value={team} onChange={(next) => onChange({ team: next })} />
        <Input
          allowClear
          className={styles.search}
          placeholder={t('find')}
          aria-label={t('find')}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Checkbox checked={onlyOut} onChange={({ target }) => onChange({ out: target.checked ? '1' : '' })}>
          {isLive ? t('only_out') : t('only_deviating')}
        </Checkbox>
      </div>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton active paragraph={{ rows: 8 }} />}
      {data && <Shown day={data} rows={rowsOf(data.items, { team, onlyOut, name })} isLive={isLive} />}
    </>
  );
}

interface ShownProps {
  day: AdherenceDay;
  rows: AgentAdherence[];
  isLive: boolean;
}

function Shown({ day, rows, isLive }: ShownProps) {
  const { t } = useTranslation('adherence');
  const format = useFormat();
  const zoned = useZoneFormat();
  const now = useNow(15_000);
  const [openId, setOpen] = useState<string>();
  const standing = standingOf(day.items);
  const open = day.items.find(({ agent_id }) => agent_id === openId);
  const hasPlan = day.items.some(({ scheduled }) => scheduled.length > 0);
  const since = day.recorded_since;
  return (
    <>
      {since && Date.parse(since) > Date.parse(day.from) && (
        <Alert type="info" showIcon title={t('recorded_since', { at: zoned.dateTime(since) })} />
      )}
      {day.items.length > 0 && !hasPlan && <Alert type="info" showIcon title={t('no_schedule')} />}
      <Figures
        figures={day.whole}
        more={
          isLive
            ? [
                { name: t('out_now'), value: format.number(standing.out), isBad: standing.out > 0 },
                {
                  name: t('here_of_due'),
                  value: t('of', {
                    part: format.number(standing.here),
                    all: format.number(standing.due),
                  }),
                },
              ]
            : []
        }
      />
      {rows.length === 0 ? (
        <EmptyState
          icon={<CheckCircleOutlined />}
          title={day.items.length > 0 ? t('nobody_like_this') : t('nobody')}
          text={day.items.length > 0 ? undefined : t('nobody_text')}
        />
      ) : (
        <>
          <Legend />
          <Timeline day={day} rows={rows} now={now} isLive={isLive} onOpen={setOpen} />
        </>
      )}
      {open && <AgentDrawer agent={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}
