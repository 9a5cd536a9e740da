import { useTranslation } from 'react-i18next';
import type { Shift } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import styles from './Bids.module.css';
import { useWords } from './use-words';

// The shifts of a line, a day beside the other, below how many and how long they are.
export function LineShifts({ shifts }: { shifts: Shift[] }) {
  const { t } = useTranslation('requests');
  const words = useWords();
  const format = useFormat();
  const hours = shifts.reduce((sum, { paid_s }) => sum + paid_s, 0) / 3600;
  return (
    <div>
      <span className="quiet">
        {t('bid.shifts', { count: shifts.length })} ·{' '}
        {t('shifts.paid', { count: hours, hours: format.number(Math.round(hours * 10) / 10) })}
      </span>
      <ul className={styles.days}>
        {shifts.map((shift) => (
          <li key={shift.day}>
            <span>{words.day(shift.day)}</span>
            <strong className="numbers">{words.times(shift)}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}
