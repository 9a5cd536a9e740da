import { useMemo, useRef } from 'react';
import type { CSSProperties, KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Shift, ShiftEdit, StaffCoverage } from '@/lib/contract';
import { axisOf, snap } from '../state/axis';
import type { TimeAxis } from '../state/axis';
import { placeKey } from '../state/book';
import { shownStrips, slotsOf } from '../state/coverage';
import { carry, still } from '../state/keyboard';
import type { Carried } from '../state/keyboard';
import { edit, given, slid, stretched, withBreak } from '../state/moves';
import type { Hold, Place } from '../state/moves';
import styles from './Board.module.css';
import { useBoard } from './board-context';
import type { AgentRow } from './board-context';
import { CoverageStrip } from './CoverageStrip';
import { DayRow } from './DayRow';
import { useDayText } from './use-day-text';
import { useDrag } from './use-drag';
import { useGridFocus } from './use-grid-focus';
import { usePreview } from './use-preview';
import { useRowWindow } from './use-row-window';

const rowHeight = 38;

interface Props {
  day: number;
  rows: AgentRow[];
  paid: Map<string, number>;
  coverage: StaffCoverage[];
  chosenStrips: string[]; // requirements; none: those that lack most
  isWhole: boolean;
}

// Agents by the time of one day, below who is needed and who is there.
export function DayBoard({ day, rows, paid, coverage, chosenStrips, isWhole }: Props) {
  const { t } = useTranslation('shifts');
  const { book, days, gridMs, problem, hand, open, templateOf } = useBoard();
  const dayText = useDayText();
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const track = useRef<HTMLDivElement>(null);
  const carried = useRef<Carried>(still);
  const date = days.dates[day] ?? '';
  const yesterday = days.dates[day - 1];
  const axis = useDayAxis(day, rows, coverage, isWhole);
  const { rows: drawn, keep } = useRowWindow(scroller, rows.length, rowHeight);
  const { cell, focus, onArrow, onFocus } = useGridFocus(scroller, rows.length, 1, rowHeight, keep);
  const drag = useDrag(scroller);
  const preview = usePreview();
  const held = hand.held;
  // The same ones while something is in the hand, with the figures as they would be.
  const strips = shownStrips(coverage, chosenStrips).map(
    (strip) => hand.answer?.coverage.find((each) => each.requirement === strip.requirement) ?? strip,
  );

  const rowAt = (y: number) => {
    const top = body.current?.getBoundingClientRect().top ?? 0;
    return rows[Math.floor((y - top) / rowHeight)];
  };
  const timeAt = (x: number) => {
    const box = track.current?.getBoundingClientRect();
    return box ? axis.at((x - box.left) / box.width) : axis.from;
  };
  const msPerPx = () => (axis.to - axis.from) / (track.current?.getBoundingClientRect().width || 1);
  const editsOf = (shift: Shift, hold: Hold, by: number, to: AgentRow | undefined): ShiftEdit[] => {
    if (hold.part === 'break') return [edit(shift, withBreak(shift, hold.index, by))];
    if (hold.part !== 'whole')
      return [edit(shift, stretched(shift, hold.part, by, templateOf(shift.shift), days, gridMs))];
    const place: Place = { agent_id: to?.id ?? shift.agent_id, day: shift.day };
    return given(shift, place, slid(shift, by, days, gridMs), book.get(placeKey(place)), days);
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (hand.isSettling) return;
    const target = event.target as HTMLElement;
    const shift = book.get(target.closest<HTMLElement>('[data-shift]')?.dataset.shift ?? '');
    const row = rowAt(event.clientY);
    if (row) focus({ row: rows.indexOf(row), column: 0 });
    if (!shift) {
      const at = timeAt(event.clientX);
      const isOnTrack = target.closest('[role=gridcell]') !== null;
      if (row && isOnTrack)
        drag(event, {
          move: () => undefined,
          drop: () => undefined,
          cancel: () => undefined,
          isFixed: true,
          click: () => open({ place: { agent_id: row.id, day: date }, wish: at }),
        });
      return;
    }
    if (event.pointerType !== 'touch') event.preventDefault();
    const taken = target.closest<HTMLElement>('[data-hold]')?.dataset;
    const hold: Hold =
      taken?.hold === 'break'
        ? { part: 'break', index: Number(taken.index) }
        : { part: taken?.hold === 'start' || taken?.hold === 'end' ? taken.hold : 'whole' };
    const startX = event.clientX;
    let edits: ShiftEdit[] = [];
    drag(event, {
      move: (x, y) => {
        edits = editsOf(shift, hold, snap((x - startX) * msPerPx(), gridMs), rowAt(y));
        hand.hold({ shift, edits, pointer: { x, y } });
      },
      drop: () => void hand.commit(edits),
      cancel: hand.release,
      click: () => open({ place: shift }),
    });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[cell.row];
    if (!row || hand.isSettling) return;
    const shift = book.get(placeKey({ agent_id: row.id, day: date }));
    if (held && !held.pointer && held.shift) return carryOn(event, held.shift);
    if (onArrow(event)) return;
    if (event.key === 'Enter') open({ place: { agent_id: row.id, day: date } });
    else if (event.key === ' ' && shift) {
      carried.current = still;
      hand.hold({ shift, edits: [], pointer: null });
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && shift)
      void hand.commit([edit(shift)]);
    else return;
    event.preventDefault();
  };
  const carryOn = (event: KeyboardEvent, shift: Shift) => {
    const next = carry(carried.current, event);
    const own = rows.findIndex(({ id }) => id === shift.agent_id);
    if (next) {
      carried.current = {
        ...next,
        rows: Math.max(-own, Math.min(rows.length - 1 - own, next.rows)),
      };
      const { by, end, rows: down } = carried.current;
      const to = rows[own + down];
      const edits =
        end !== 0
          ? editsOf(shift, { part: 'end' }, end * gridMs, undefined)
          : editsOf(shift, { part: 'whole' }, by * gridMs, to);
      if (end !== 0) carried.current = { ...still, end };
      hand.hold({ shift, edits, pointer: null });
      focus({ row: own + carried.current.rows, column: 0 });
    } else if (event.key === 'Enter' || event.key === ' ') void hand.commit(held?.edits ?? []);
    else if (event.key === 'Escape') {
      hand.release();
      focus({ row: own, column: 0 });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const hourWidth = `${(3_600_000 / (axis.to - axis.from)) * 100}%`;
  const begins = `${axis.share(days.begin(day + 1)) * 100}%`;
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={t('day_board', { day: dayText.long(date) })}
      aria-rowcount={rows.length + 1}
      className={styles.scroller}
      style={{ '--hours': String((axis.to - axis.from) / 3_600_000) } as CSSProperties}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      <div role="rowgroup" className={styles.head} data-head>
        {strips.map((each) => (
          <div key={each.requirement} role="row" className={styles.stripRow}>
            <CoverageStrip coverage={each} axis={axis} />
          </div>
        ))}
        <div role="row" className={styles.axisRow} aria-rowindex={1}>
          <div role="columnheader" className={styles.corner}>
            {t('agents', { count: rows.length })}
          </div>
          <div role="columnheader" className={styles.axis} ref={track} aria-label={t('time')} data-track>
            {axis.ticks.map(({ at, label }, index) => (
              <span
                key={at}
                className={`${styles.tick} ${index % 2 === 1 ? styles.oddTick : ''}`}
                style={{ left: `${axis.share(at) * 100}%` }}
              >
                {label}
              </span>
            ))}
          </div>
        </div>
      </div>
      <div
        ref={body}
        role="rowgroup"
        data-body
        className={styles.body}
        style={
          { height: rows.length * rowHeight, '--hour': hourWidth, '--day-ends': begins } as CSSProperties
        }
        onPointerDown={onPointerDown}
      >
        {drawn.map((at) => {
          const row = rows[at];
          if (!row) return null;
          return (
            <DayRow
              key={row.id}
              row={row}
              at={at}
              top={at * rowHeight}
              height={rowHeight}
              day={day}
              axis={axis}
              shift={book.get(placeKey({ agent_id: row.id, day: date }))}
              before={yesterday ? book.get(placeKey({ agent_id: row.id, day: yesterday })) : undefined}
              ghost={preview.get(placeKey({ agent_id: row.id, day: date }))}
              paid_s={paid.get(row.id) ?? 0}
              isFocus={at === cell.row}
            />
          );
        })}
      </div>
      <span className="sr-only">{t('keys_help', { minutes: problem.grid_s / 60 })}</span>
    </div>
  );
}

// It stays as it is while something is moved on it.
function useDayAxis(day: number, rows: AgentRow[], coverage: StaffCoverage[], isWhole: boolean): TimeAxis {
  const { book, days, problem, hand } = useBoard();
  const made = useMemo(() => {
    const date = days.dates[day] ?? '';
    const shifts = rows.flatMap(({ id }) => {
      const shift = book.get(placeKey({ agent_id: id, day: date }));
      return shift ? [{ start: Date.parse(shift.start), end: Date.parse(shift.end) }] : [];
    });
    const needed = coverage.flatMap((each) =>
      slotsOf(each, problem.interval_s, days.begin(day), days.begin(day + 1))
        .filter((slot) => slot.needed > 0)
        .map(({ from, to }) => ({ start: from, end: to })),
    );
    return axisOf(days, day, [...shifts, ...needed], isWhole);
  }, [day, rows, coverage, isWhole, book, days, problem.interval_s]);
  const kept = useRef(made);
  if (!hand.held || kept.current.from > made.to || kept.current.to < made.from) kept.current = made;
  return kept.current;
}
