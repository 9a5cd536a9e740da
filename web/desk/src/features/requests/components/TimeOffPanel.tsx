import { App as AntApp, Button, Popconfirm, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MyTimeOff, TimeOffRequest, TimeOffType } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { useZone } from '@/lib/zone';
import { ErrorState } from '@/ui/ErrorState';
import { useProblemText } from '@/ui/use-problem-text';
import { useMyTimeOff, useWithdrawTimeOff } from '../api/own';
import { Cost } from './Cost';
import { FindingList } from './FindingList';
import { RequestBadge } from './RequestBadge';
import styles from './Requests.module.css';
import { useWords } from './use-words';

// What is left of the year's allowances, and what was asked for.
export function TimeOffPanel() {
  const { t } = useTranslation('requests');
  const zone = useZone();
  const today = new Date(zone.wall(Date.now())).toISOString().slice(0, 10);
  const { data, error, refetch } = useMyTimeOff(Number(today.slice(0, 4)));
  return (
    <section aria-label={t('time_off.title')}>
      <h2>{t('time_off.title')}</h2>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active />}
      {data && <Balances mine={data} />}
      {data?.requests.length === 0 && <p className="quiet">{t('time_off.none')}</p>}
      <ul className={`${styles.list} ${styles.one}`}>
        {data?.requests.map((each) => (
          <Request
            key={each.id}
            request={each}
            type={data.types.find(({ id }) => id === each.time_off_type_id)?.name ?? ''}
            unit={data.types.find(({ id }) => id === each.time_off_type_id)?.unit ?? 'days'}
            today={today}
          />
        ))}
      </ul>
    </section>
  );
}

function Balances({ mine }: { mine: MyTimeOff }) {
  const { t } = useTranslation('requests');
  const format = useFormat();
  const number = (value: number) => format.number(Math.round(value * 100) / 100);
  return (
    <dl className={styles.balance}>
      {mine.types.map((type) => {
        const balance = mine.balances.find(({ time_off_type_id }) => time_off_type_id === type.id);
        if (!balance) return null;
        const { allowed, taken, asked } = balance;
        return (
          <div key={type.id} style={{ display: 'contents' }}>
            <dt>
              {type.name}
              <div className="quiet">
                {t('time_off.used', { taken: number(taken), asked: number(asked) })}
              </div>
            </dt>
            <dd className="numbers">
              {allowed === undefined
                ? t('time_off.unlimited')
                : t(`time_off.left_${type.unit}`, {
                    count: allowed,
                    left: number(allowed - taken - asked),
                    allowed: number(allowed),
                  })}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

interface RequestProps {
  request: TimeOffRequest;
  type: string;
  unit: TimeOffType['unit'];
  today: string;
}

function Request({ request, type, unit, today }: RequestProps) {
  const { t } = useTranslation('requests');
  const words = useWords();
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const withdraw = useWithdrawTimeOff();
  const { state, first_day, last_day, from, to } = request;
  const mayWithdraw = state === 'waiting' || (state === 'approved' && first_day > today);
  return (
    <li>
      <div className={styles.words}>
        <span>
          <strong>{words.days(first_day, last_day)}</strong>
          {(from !== '00:00' || to !== '24:00') && ` ${from}–${to}`} {type}
        </span>
        <RequestBadge state={state} />
        <Cost request={request} unit={unit} />
        {request.reason && <span className="quiet">{t('time_off.reason', { reason: request.reason })}</span>}
        {state === 'waiting' && <FindingList findings={request.findings} />}
      </div>
      {mayWithdraw && (
        <Popconfirm
          title={t('time_off.withdraw_sure')}
          okText={t('withdraw')}
          cancelText={t('ui:cancel')}
          onConfirm={() =>
            withdraw.mutateAsync(request.id).catch((error: unknown) => void message.error(problemText(error)))
          }
        >
          <Button size="small">{t('withdraw')}</Button>
        </Popconfirm>
      )}
    </li>
  );
}
