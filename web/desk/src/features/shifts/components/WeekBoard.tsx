import { useRef } from 'react';
import type { CSSProperties, KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Shift, ShiftEdit } from '@/lib/contract';
import { placeKey } from '../state/book';
import type { Balance } from '../state/coverage';
import { carry, still } from '../state/keyboard';
import type { Carried } from '../state/keyboard';
import { edit, given, onDay } from '../state/moves';
import { BalanceText } from './BalanceText';
import styles from './Board.module.css';
import { useBoard } from './board-context';
import type { AgentRow } from './board-context';
import { useDayText } from './use-day-text';
import { useDrag } from './use-drag';
import { useGridFocus } from './use-grid-focus';
import { usePreview } from './use-preview';
import { useRowWindow } from './use-row-window';
import { WeekRow } from './WeekRow';

const rowHeight = 46;

interface Props {
  days: number[]; // of the schedule
  rows: AgentRow[];
  paid: Map<string, number>;
  balances: Balance[];
  onDayChosen: (day: number) => void;
}

// Agents by the days of a week.
export function WeekBoard({ days: shown, rows, paid, balances, onDayChosen }: Props) {
  const { t } = useTranslation('shifts');
  const { book, days, hand, open } = useBoard();
  const dayText = useDayText();
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const track = useRef<HTMLDivElement>(null);
  const carried = useRef<Carried>(still);
  const { rows: drawn, keep } = useRowWindow(scroller, rows.length, rowHeight);
  const { cell, focus, onArrow, onFocus } = useGridFocus(
    scroller,
    rows.length,
    shown.length,
    rowHeight,
    keep,
  );
  const drag = useDrag(scroller);
  const preview = usePreview();
  const held = hand.held;
  const dateOf = (column: number) => days.dates[shown[column] ?? -1] ?? '';

  const cellAt = (x: number, y: number) => {
    const top = body.current?.getBoundingClientRect().top ?? 0;
    const box = track.current?.getBoundingClientRect();
    const row = Math.floor((y - top) / rowHeight);
    const column = box ? Math.floor(((x - box.left) / box.width) * shown.length) : -1;
    return rows[row] && column >= 0 && column < shown.length ? { row, column } : null;
  };
  const editsTo = (shift: Shift, to: { row: number; column: number } | null): ShiftEdit[] => {
    const row = to && rows[to.row];
    if (!row) return [];
    const place = { agent_id: row.id, day: dateOf(to.column) };
    return given(shift, place, onDay(shift, place.day, days), book.get(placeKey(place)), days);
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const from = cellAt(event.clientX, event.clientY);
    const row = from && rows[from.row];
    if (hand.isSettling || !row) return;
    focus(from);
    const place = { agent_id: row.id, day: dateOf(from.column) };
    const shift = book.get(placeKey(place));
    if (shift && event.pointerType !== 'touch') event.preventDefault();
    let edits: ShiftEdit[] = [];
    drag(event, {
      move: (x, y) => {
        if (!shift) return;
        edits = editsTo(shift, cellAt(x, y));
        hand.hold({ shift, edits, pointer: { x, y } });
      },
      isFixed: !shift,
      drop: () => void hand.commit(edits),
      cancel: hand.release,
      click: () => open({ place }),
    });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[cell.row];
    if (!row || hand.isSettling || (event.target as HTMLElement).closest('button')) return;
    const place = { agent_id: row.id, day: dateOf(cell.column) };
    const shift = book.get(placeKey(place));
    if (held && !held.pointer && held.shift) return carryOn(event, held.shift);
    if (onArrow(event)) return;
    if (event.key === 'Enter') open({ place });
    else if (event.key === ' ' && shift) {
      carried.current = still;
      hand.hold({ shift, edits: [], pointer: null });
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && shift)
      void hand.commit([edit(shift)]);
    else return;
    event.preventDefault();
  };
  const carryOn = (event: KeyboardEvent, shift: Shift) => {
    const next = carry(carried.current, { key: event.key, shiftKey: false });
    const own = {
      row: rows.findIndex(({ id }) => id === shift.agent_id),
      column: shown.indexOf(days.indexOf(shift.day)),
    };
    if (next) {
      const to = {
        row: Math.max(0, Math.min(rows.length - 1, own.row + next.rows)),
        column: Math.max(0, Math.min(shown.length - 1, own.column + next.by)),
      };
      carried.current = { by: to.column - own.column, end: 0, rows: to.row - own.row };
      hand.hold({ shift, edits: editsTo(shift, to), pointer: null });
      focus(to);
    } else if (event.key === 'Enter' || event.key === ' ') void hand.commit(held?.edits ?? []);
    else if (event.key === 'Escape') {
      hand.release();
      focus(own);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={t('week_board', {
        from: dayText.short(dateOf(0)),
        to: dayText.short(dateOf(shown.length - 1)),
      })}
      aria-rowcount={rows.length + 1}
      aria-colcount={shown.length + 1}
      className={`${styles.scroller} ${styles.week}`}
      style={{ '--days': String(shown.length) } as CSSProperties}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      <div role="rowgroup" className={styles.head} data-head>
        <div role="row" className={styles.axisRow} aria-rowindex={1}>
          <div role="columnheader" className={styles.corner}>
            {t('agents', { count: rows.length })}
          </div>
          <div className={styles.weekTrack} ref={track} role="presentation" data-track>
            {shown.map((day, column) => {
              const { under = 0, over = 0 } = balances[day] ?? {};
              return (
                <div key={day} role="columnheader" className={styles.dayHead} aria-colindex={column + 2}>
                  <button type="button" className={styles.dayName} onClick={() => onDayChosen(day)}>
                    {dayText.short(dateOf(column))}
                  </button>
                  <span className={styles.balance}>
                    <BalanceText under={under} over={over} />
                  </span>
                </div>
              );
            })}
          </div>
        </div>
      </div>
      <div
        ref={body}
        role="rowgroup"
        data-body
        className={styles.body}
        style={{ height: rows.length * rowHeight }}
        onPointerDown={onPointerDown}
      >
        {drawn.map((at) => {
          const row = rows[at];
          return (
            row && (
              <WeekRow
                key={row.id}
                row={row}
                at={at}
                top={at * rowHeight}
                height={rowHeight}
                days={shown}
                preview={preview}
                paid_s={paid.get(row.id) ?? 0}
                focused={at === cell.row ? cell.column : null}
              />
            )
          );
        })}
      </div>
    </div>
  );
}
