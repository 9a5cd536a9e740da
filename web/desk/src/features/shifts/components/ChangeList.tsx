import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Shift, ShiftChange } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { ErrorState } from '@/ui/ErrorState';
import { useShiftChanges } from '../api/board';
import styles from './Board.module.css';
import { useBoard } from './board-context';
import { useDayText } from './use-day-text';

// What was changed after publishing, the latest first.
export function ChangeList() {
  const { t } = useTranslation('shifts');
  const { plan } = useBoard();
  const { data, error, refetch } = useShiftChanges(plan.id, plan.version);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active />;
  if (data.length === 0) return <p>{t('changes.none')}</p>;
  return (
    <ul className={styles.rules}>
      {[...data].reverse().map((change) => (
        <Change key={change.version} change={change} />
      ))}
    </ul>
  );
}

function Change({ change: { at, by, force_reason, before, after } }: { change: ShiftChange }) {
  const { t } = useTranslation('shifts');
  const { plan, days, nameOf } = useBoard();
  const format = useFormat(plan.time_zone);
  const dayText = useDayText();
  const places = [
    ...new Map([...before, ...after].map((each) => [`${each.agent_id} ${each.day}`, each])).values(),
  ];
  const said = (shifts: Shift[], of: Shift) => {
    const found = shifts.find((each) => each.agent_id === of.agent_id && each.day === of.day);
    if (!found) return t('changes.nothing');
    return `${days.clock(Date.parse(found.start))}–${days.clock(Date.parse(found.end))} ${found.shift}`;
  };
  return (
    <li>
      <span className="quiet">
        {format.dateTime(at)} · {nameOf(by)}
      </span>
      {places.map((each) => (
        <div key={`${each.agent_id} ${each.day}`}>
          <strong>
            {nameOf(each.agent_id)} · {dayText.short(each.day)}
          </strong>
          : {said(before, each)} → {said(after, each)}
        </div>
      ))}
      {force_reason && <div>{t('changes.reason', { reason: force_reason })}</div>}
    </li>
  );
}
