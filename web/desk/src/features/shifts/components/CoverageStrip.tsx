import { useMemo, useRef, useState } from 'react';
import type { PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffCoverage } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import type { TimeAxis } from '../state/axis';
import { mostOf, outline, slotsOf } from '../state/coverage';
import type { CoverageSlot } from '../state/coverage';
import { BalanceText } from './BalanceText';
import styles from './Board.module.css';
import { useBoard } from './board-context';

const height = 44;

interface Props {
  coverage: StaffCoverage;
  axis: TimeAxis;
}

// Who is needed (line) and who is there (areas, red where they are too few), on the same axis as the shifts below.
export function CoverageStrip({ coverage, axis }: Props) {
  const { t } = useTranslation('shifts');
  const format = useFormat();
  const { problem, days } = useBoard();
  const place = useRef<SVGSVGElement>(null);
  const [pointed, setPointed] = useState<CoverageSlot | null>(null);
  const slots = useMemo(
    () => slotsOf(coverage, problem.interval_s, axis.from, axis.to),
    [coverage, problem.interval_s, axis],
  );
  const most = mostOf(slots);
  const balance = { under: coverage.under_hours, over: coverage.over_hours };
  const hours = (value: number) => format.number(Math.round(value * 10) / 10);
  const path = (figure: (slot: CoverageSlot) => number) =>
    outline(slots, figure, axis.share, most)
      .map(([x, y]) => `${(x * 1000).toFixed(1)},${(height - y * (height - 4)).toFixed(1)}`)
      .join(' ');
  const point = (event: PointerEvent) => {
    const box = place.current?.getBoundingClientRect();
    if (!box) return;
    const at = axis.at((event.clientX - box.left) / box.width);
    setPointed(slots.find(({ from, to }) => from <= at && at < to) ?? null);
  };
  return (
    <>
      <div role="rowheader" className={styles.stripHead} title={coverage.requirement}>
        <span className="ellipsis">{coverage.requirement}</span>
        <span className={styles.stripFigures}>
          {pointed ? (
            <span className="numbers">
              {t('coverage.at', {
                time: days.clock(pointed.from),
                needed: hours(pointed.needed),
                scheduled: hours(pointed.scheduled),
              })}
            </span>
          ) : (
            <BalanceText {...balance} />
          )}
        </span>
      </div>
      <div role="gridcell" className={styles.stripCell}>
        <svg
          ref={place}
          className={styles.strip}
          viewBox={`0 0 1000 ${height}`}
          preserveAspectRatio="none"
          height={height}
          role="img"
          aria-label={t('coverage.label', {
            name: coverage.requirement,
            under: hours(balance.under),
            over: hours(balance.over),
          })}
          onPointerMove={point}
          onPointerLeave={() => setPointed(null)}
        >
          <polygon className={styles.stripNeeded} points={path(({ needed }) => needed)} />
          <polygon className={styles.stripThere} points={path(({ scheduled }) => scheduled)} />
          <polygon
            className={styles.stripMet}
            points={path(({ needed, scheduled }) => Math.min(needed, scheduled))}
          />
          <polyline className={styles.stripLine} points={path(({ needed }) => needed)} />
        </svg>
      </div>
    </>
  );
}
