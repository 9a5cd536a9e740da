import type { KeyboardEvent, PointerEvent } from 'react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordingMark, RecordingPeaks } from '@/lib/contract';
import { clockText } from '@/lib/format';
import { heightsOf, pathOf, pausesOf, seekBy } from '../state/wave';
import styles from './Recordings.module.css';

interface Props {
  peaks: RecordingPeaks | undefined;
  isOneSided?: boolean; // a voicemail: nobody of ours is on it
  marks: RecordingMark[];
  at: number;
  duration: number;
  onSeek: (seconds: number) => void;
  onToggle: () => void;
}

const columnsMax = 400;
const height = 32; // of one channel

// Both sides of the call, one above the other; a slider for the mouse and the keys.
export function Waveform({ peaks, isOneSided = false, marks, at, duration, onSeek, onToggle }: Props) {
  const { t } = useTranslation('recordings');
  const columns = Math.min(columnsMax, Math.max(1, peaks?.left.length ?? 1));
  const paths = useMemo(
    () => peaks && [peaks.left, peaks.right].map((channel) => pathOf(heightsOf(channel, columns), height)),
    [peaks, columns],
  );
  const pauses = useMemo(() => (peaks ? pausesOf(peaks) : []), [peaks]);
  const share = duration > 0 ? Math.min(1, at / duration) : 0;

  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    onSeek(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * duration);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const to = seekBy(event.key, at, duration);
    if (to === undefined && event.key !== ' ') return;
    event.preventDefault();
    if (to === undefined) onToggle();
    else onSeek(to);
  };
  return (
    <div
      className={styles.wave}
      role="slider"
      tabIndex={0}
      aria-label={t('position')}
      aria-valuemin={0}
      aria-valuemax={Math.round(duration)}
      aria-valuenow={Math.round(at)}
      aria-valuetext={t('at_of', { at: clockText(at), of: clockText(duration) })}
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      onKeyDown={onKeyDown}
    >
      {(isOneSided ? ['customer'] : ['customer', 'agent']).map((side, i) => (
        <div key={side} className={styles.channel}>
          {!isOneSided && <span className={styles.side}>{t(`side.${side}`)}</span>}
          <svg viewBox={`0 0 ${columns} ${height}`} preserveAspectRatio="none" aria-hidden="true">
            <path d={paths?.[i] ?? ''} className={i === 0 ? styles.theirs : styles.ours} />
          </svg>
        </div>
      ))}
      {pauses.map(({ from, to }) => (
        <span
          key={from}
          className={styles.pause}
          style={{ left: `${from * 100}%`, width: `${(to - from) * 100}%` }}
        />
      ))}
      {marks.map((mark) => (
        <span
          key={`${mark.at_ms}-${mark.kind}-${mark.user_id ?? ''}`}
          className={styles.mark}
          style={{ left: `${duration > 0 ? (mark.at_ms / duration / 1000) * 100 : 0}%` }}
        />
      ))}
      <span className={styles.played} style={{ width: `${share * 100}%` }} />
    </div>
  );
}
