import type { CSSProperties } from 'react';
import type { Shift } from '@/lib/contract';
import type { TimeAxis } from '../state/axis';
import styles from './Board.module.css';
import { useBoard } from './board-context';

type Look = 'plain' | 'ghost' | 'left' | 'broken' | 'ghost_broken';

interface Props {
  shift: Shift;
  axis: TimeAxis;
  look: Look;
}

const percent = (share: number) => `${(share * 100).toFixed(3)}%`;

// One shift on the axis of a day, with its breaks. Taken by its middle it moves, by its ends it is stretched.
export function ShiftBar({ shift, axis, look }: Props) {
  const { days, colorOf } = useBoard();
  const [from, to] = [Date.parse(shift.start), Date.parse(shift.end)];
  const [left, right] = [Math.max(0, axis.share(from)), Math.min(1, axis.share(to))];
  if (right <= 0 || left >= 1) return null;
  const isGhost = look === 'ghost' || look === 'ghost_broken';
  const style = {
    left: percent(left),
    width: percent(right - left),
    '--shift-color': colorOf(shift.shift),
  } as CSSProperties;
  return (
    <div
      aria-hidden="true"
      className={`${styles.bar} ${styles[look]}`}
      style={style}
      data-hold={isGhost ? undefined : 'whole'}
      data-shift={isGhost ? undefined : `${shift.agent_id}/${shift.day}`}
    >
      <span className={styles.barText}>
        {days.clock(from)}–{days.clock(to)} {shift.shift}
      </span>
      {shift.breaks.map((each, index) => (
        <span
          key={`${each.name} ${each.start}`}
          className={`${styles.break} ${each.is_paid ? '' : styles.unpaid}`}
          style={{
            left: percent((Date.parse(each.start) - from) / (to - from)),
            width: percent((Date.parse(each.end) - Date.parse(each.start)) / (to - from)),
          }}
          title={`${each.name} ${days.clock(Date.parse(each.start))}–${days.clock(Date.parse(each.end))}`}
          data-hold={isGhost ? undefined : 'break'}
          data-index={index}
        />
      ))}
      {!isGhost && (
        <>
          <span className={`${styles.handle} ${styles.atStart}`} data-hold="start" />
          <span className={`${styles.handle} ${styles.atEnd}`} data-hold="end" />
        </>
      )}
    </div>
  );
}
