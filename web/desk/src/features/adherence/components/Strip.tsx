import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentAdherence } from '@/lib/contract';
import { useZoneFormat } from '@/lib/zone';
import { placeOf } from '../state/axis';
import type { Axis, Place } from '../state/axis';
import styles from './Adherence.module.css';

interface Props {
  agent: AgentAdherence;
  axis: Axis;
  now: number;
  nowLeft: number | undefined;
}

// What was planned above what was, with the deviations beneath.
export const Strip = memo(function Strip({ agent, axis, now, nowLeft }: Props) {
  const { t } = useTranslation('adherence');
  const format = useZoneFormat();
  const placed = (from: string, to: string | null | undefined) =>
    placeOf(axis, Date.parse(from), to ? Date.parse(to) : now);
  const span = (from: string, to: string | null | undefined) =>
    `${format.time(from)}–${to ? format.time(to) : t('now')}`;
  const said = [
    ...agent.scheduled.map(({ name, from, to }) => `${name} ${span(from, to)}`),
    ...agent.deviations.map(
      ({ kind, from, to, is_open }) => `${t(`kind.${kind}`)} ${span(from, is_open ? null : to)}`,
    ),
  ];
  return (
    <span className={styles.strip} role="img" aria-label={said.join('; ') || t('off')}>
      {agent.scheduled.map(({ from, to, duty, name }) => (
        <Bar
          key={`planned ${from}`}
          place={placed(from, to)}
          look={`${styles.planned} ${duty === 'work' ? styles.planned_work : styles.planned_pause}`}
          title={`${name} ${span(from, to)}`}
        />
      ))}
      {agent.seen.map(({ from, to, presence }) => (
        <Bar
          key={`seen ${from}`}
          place={presence === 'offline' ? null : placed(from, to)}
          look={`${styles.seen} ${styles[presence]}`}
          title={`${t(`ui:presence.${presence}`)} ${span(from, to)}`}
        />
      ))}
      {agent.excuses.map(({ id, from, to, kind }) => (
        <Bar
          key={id}
          place={placed(from, to)}
          look={`${styles.off} ${styles.excuse}`}
          title={`${t(`excuse.kind.${kind}`)} ${span(from, to)}`}
        />
      ))}
      {agent.deviations.map(({ from, to, kind, is_open }) => (
        <Bar
          key={`off ${from}`}
          place={placed(from, is_open ? null : to)}
          look={`${styles.off} ${styles.deviation}`}
          title={`${t(`kind.${kind}`)} ${span(from, is_open ? null : to)}`}
        />
      ))}
      {nowLeft !== undefined && <span className={styles.now} style={{ left: `${nowLeft}%` }} />}
    </span>
  );
});

function Bar({ place, look, title }: { place: Place | null; look: string; title: string }) {
  if (!place) return null;
  return <span className={look} title={title} style={{ left: `${place.left}%`, width: `${place.width}%` }} />;
}
