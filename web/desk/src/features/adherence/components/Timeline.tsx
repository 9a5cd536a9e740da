import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdherenceDay, AgentAdherence } from '@/lib/contract';
import { useMedia } from '@/lib/use-media';
import { useZone } from '@/lib/zone';
import { axisOf, hoursOf, placeOf } from '../state/axis';
import { sliceOf } from '../state/window';
import styles from './Adherence.module.css';
import { AgentRow } from './AgentRow';

interface Props {
  day: AdherenceDay;
  rows: AgentAdherence[];
  now: number;
  isLive: boolean;
  onOpen: (agentId: string) => void;
}

const heights = { wide: 52, narrow: 92 };

// Everybody under one axis of time. Of hundreds only those are made that can be seen.
export function Timeline({ day, rows, now, isLive, onOpen }: Props) {
  const { t } = useTranslation('adherence');
  const zone = useZone();
  const rowHeight = useMedia('(max-width: 899px)') ? heights.narrow : heights.wide;
  const place = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  // Moves on by whole minutes only: the rows below are made again with it.
  const minute = Math.floor(now / 60_000) * 60_000;
  const axis = useMemo(() => axisOf(day, minute), [day, minute]);
  const hours = useMemo(() => hoursOf(axis, zone), [axis, zone]);
  const { first, last } = sliceOf(rows.length, rowHeight, view.top, view.height);
  const look = () => {
    const element = place.current;
    if (element) setView({ top: element.scrollTop, height: element.clientHeight });
  };
  useLayoutEffect(look, [rows.length, rowHeight]);
  const nowPlace = isLive ? placeOf(axis, now, axis.to) : null;
  return (
    <div
      ref={place}
      className={styles.timeline}
      role="table"
      aria-label={t('title')}
      aria-rowcount={rows.length + 1}
      tabIndex={0}
      onScroll={look}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.row}>
          <span role="columnheader">{t('agent')}</span>
          <span role="columnheader">{t('state')}</span>
          <span role="columnheader" className={styles.hours}>
            <span className="sr-only">{t('strip')}</span>
            {hours.map(({ at, label }) => (
              <span key={at} aria-hidden="true" style={{ left: `${placeOf(axis, at, axis.to)?.left ?? 0}%` }}>
                {label}
              </span>
            ))}
          </span>
          <span role="columnheader" className={styles.right}>
            {isLive ? t('out_for') : t('missed')}
          </span>
          <span role="columnheader" className={styles.right}>
            {t('adherence')}
          </span>
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: rows.length * rowHeight }}>
        {rows.slice(first, last).map((agent, offset) => (
          <AgentRow
            key={agent.agent_id}
            agent={agent}
            index={first + offset}
            top={(first + offset) * rowHeight}
            height={rowHeight}
            axis={axis}
            now={minute}
            nowLeft={nowPlace?.left}
            isLive={isLive}
            onOpen={onOpen}
          />
        ))}
      </div>
    </div>
  );
}
