import { useTranslation } from 'react-i18next';
import type { RecordingMark } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { clockText } from '@/lib/format';
import styles from './Recordings.module.css';

interface Props {
  marks: RecordingMark[];
  onSeek: (seconds: number) => void;
}

// What happened in the call, to jump to.
export function Places({ marks, onSeek }: Props) {
  const { t } = useTranslation('recordings');
  const names = useNames();
  if (marks.length === 0) return null;
  return (
    <ul className={styles.places} aria-label={t('places')}>
      {marks.map(({ at_ms, kind, user_id }) => (
        <li key={`${at_ms}-${kind}-${user_id ?? ''}`}>
          <button type="button" onClick={() => onSeek(at_ms / 1000)}>
            <span className="numbers quiet">{clockText(at_ms / 1000)}</span> {t(`kind.${kind}`)}
            {user_id && `: ${names.of('users', user_id)}`}
          </button>
        </li>
      ))}
    </ul>
  );
}
