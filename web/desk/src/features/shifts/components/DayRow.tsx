import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Shift } from '@/lib/contract';
import { absencesOf } from '../state/absences';
import type { TimeAxis } from '../state/axis';
import { placeKey } from '../state/book';
import { AgentHead } from './AgentHead';
import styles from './Board.module.css';
import { useBoard } from './board-context';
import type { AgentRow } from './board-context';
import { ShiftBar } from './ShiftBar';
import { useRuleText } from './use-rule-text';

interface Props {
  row: AgentRow;
  at: number;
  top: number;
  height: number;
  day: number;
  axis: TimeAxis;
  shift: Shift | undefined;
  before: Shift | undefined; // of the day before: where it goes on after midnight, its end is shown
  ghost: Shift | null | undefined; // what would be there; null: nothing; undefined: what is there
  paid_s: number;
  isFocus: boolean;
}

export const DayRow = memo(function DayRow(props: Props) {
  const { row, at, top, height, day, axis, shift, before, ghost, paid_s, isFocus } = props;
  const { t } = useTranslation('shifts');
  const { days, broken, hand } = useBoard();
  const ruleText = useRuleText();
  const absences = useMemo(() => absencesOf(row.agent, day, days), [row.agent, day, days]);
  const mine = (shift && broken.at.get(placeKey(shift))) ?? [];
  const isHeld = ghost !== undefined;
  const isBad = (hand.answer?.caused.length ?? 0) > 0;
  // What is seen there: what is held, where it is held.
  const seen = isHeld ? ghost : shift;
  const label = seen
    ? t('cell', {
        agent: row.name,
        shift: seen.shift,
        from: days.clock(Date.parse(seen.start)),
        to: days.clock(Date.parse(seen.end)),
      })
    : t('cell_empty', { agent: row.name });
  const words = [
    label,
    ...absences.map(({ kind }) => t(`absence.${kind}`)).slice(0, 1),
    ...mine.map(ruleText),
  ].join('. ');
  return (
    <div role="row" aria-rowindex={at + 2} className={styles.row} style={{ top, height }}>
      <AgentHead row={row} paid_s={paid_s} isTarget={ghost != null} />
      <div
        role="gridcell"
        tabIndex={isFocus ? 0 : -1}
        data-cell={`${at}:0`}
        data-agent={row.id}
        data-day={days.dates[day]}
        data-from={axis.from}
        data-to={axis.to}
        className={styles.dayCell}
        aria-label={words}
        title={mine.length > 0 ? mine.map(ruleText).join('\n') : undefined}
      >
        {absences.map(({ kind, from, to }) => {
          const [left, right] = [Math.max(0, axis.share(from)), Math.min(1, axis.share(to))];
          return right > left ? (
            <span
              key={`${kind} ${from}`}
              className={styles[kind]}
              style={{ left: `${left * 100}%`, width: `${(right - left) * 100}%` }}
              title={t(`absence.${kind}`)}
            />
          ) : null;
        })}
        {before && Date.parse(before.end) > axis.from && <ShiftBar shift={before} axis={axis} look="left" />}
        {shift && (
          <ShiftBar shift={shift} axis={axis} look={isHeld ? 'left' : mine.length > 0 ? 'broken' : 'plain'} />
        )}
        {ghost && <ShiftBar shift={ghost} axis={axis} look={isBad ? 'ghost_broken' : 'ghost'} />}
      </div>
    </div>
  );
});
