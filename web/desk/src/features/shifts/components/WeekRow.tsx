import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { Shift } from '@/lib/contract';
import { absencesOf, absentAllDay } from '../state/absences';
import { placeKey } from '../state/book';
import { AgentHead } from './AgentHead';
import styles from './Board.module.css';
import { useBoard } from './board-context';
import type { AgentRow } from './board-context';
import { useDayText } from './use-day-text';
import { useRuleText } from './use-rule-text';

interface Props {
  row: AgentRow;
  at: number;
  top: number;
  height: number;
  days: number[];
  preview: Map<string, Shift | null>;
  paid_s: number;
  focused: number | null; // the column
}

export function WeekRow({ row, at, top, height, days: shown, preview, paid_s, focused }: Props) {
  const { days } = useBoard();
  const isTarget = shown.some((day) =>
    preview.get(placeKey({ agent_id: row.id, day: days.dates[day] ?? '' })),
  );
  return (
    <div role="row" aria-rowindex={at + 2} className={styles.row} style={{ top, height }}>
      <AgentHead row={row} paid_s={paid_s} isTarget={isTarget} />
      <div className={styles.weekTrack} role="presentation">
        {shown.map((day, column) => (
          <WeekCell
            key={day}
            row={row}
            day={day}
            name={`${at}:${column}`}
            ghost={preview.get(placeKey({ agent_id: row.id, day: days.dates[day] ?? '' }))}
            isFocus={focused === column}
            column={column}
          />
        ))}
      </div>
    </div>
  );
}

interface CellProps {
  row: AgentRow;
  day: number;
  name: string;
  ghost: Shift | null | undefined;
  isFocus: boolean;
  column: number;
}

function WeekCell({ row, day, name, ghost, isFocus, column }: CellProps) {
  const { t } = useTranslation('shifts');
  const dayText = useDayText();
  const ruleText = useRuleText();
  const { book, days, broken, hand } = useBoard();
  const place = { agent_id: row.id, day: days.dates[day] ?? '' };
  const shift = book.get(placeKey(place));
  const mine = broken.at.get(placeKey(place)) ?? [];
  const absence = absentAllDay(absencesOf(row.agent, day, days), day, days);
  const times = (of: Shift) => ({
    from: days.clock(Date.parse(of.start)),
    to: days.clock(Date.parse(of.end)),
  });
  // What is seen there: what is held, where it is held.
  const seen = ghost === undefined ? shift : ghost;
  const words = [
    dayText.short(place.day),
    seen
      ? t('cell', { agent: row.name, shift: seen.shift, ...times(seen) })
      : t('cell_empty', { agent: row.name }),
    ...(absence ? [t(`absence.${absence}`)] : []),
    ...mine.map(ruleText),
  ].join('. ');
  const isBad = (hand.answer?.caused.length ?? 0) > 0;
  return (
    <div
      role="gridcell"
      aria-colindex={column + 2}
      tabIndex={isFocus ? 0 : -1}
      data-cell={name}
      data-agent={row.id}
      data-day={place.day}
      className={`${styles.weekCell} ${absence ? styles[`${absence}_day`] : ''}`}
      aria-label={words}
      title={mine.length > 0 ? mine.map(ruleText).join('\n') : undefined}
    >
      {absence === 'time_off' && !shift && (
        <span aria-hidden="true" className={styles.absenceText}>
          {t('absence.time_off')}
        </span>
      )}
      {shift && (
        <Chip
          shift={shift}
          look={ghost !== undefined ? 'left' : mine.length > 0 ? 'broken' : 'plain'}
          {...times(shift)}
        />
      )}
      {ghost && <Chip shift={ghost} look={isBad ? 'ghost_broken' : 'ghost'} {...times(ghost)} />}
    </div>
  );
}

function Chip({ shift, look, from, to }: { shift: Shift; look: string; from: string; to: string }) {
  const { colorOf } = useBoard();
  return (
    <span
      aria-hidden="true"
      className={`${styles.chip} ${styles[look]}`}
      style={{ '--shift-color': colorOf(shift.shift) } as CSSProperties}
    >
      <span className="numbers">
        {from}–{to}
      </span>{' '}
      <span className={styles.chipName}>{shift.shift}</span>
    </span>
  );
}
