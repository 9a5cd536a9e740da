import { AudioOutlined, LockOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { ShownRecording } from '@/lib/contract';
import { clockText, useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import { useRecordings } from '../api/get-recordings';
import { RecordingPlayer } from './RecordingPlayer';
import styles from './Recordings.module.css';

// What was recorded of a conversation; nothing where nothing was.
export function Recordings({ interactionId }: { interactionId: string }) {
  const { t } = useTranslation('recordings');
  const { data: recordings = [] } = useRecordings(interactionId);
  if (recordings.length === 0) return null;
  return (
    <section className={styles.recordings} aria-label={t('title')}>
      {recordings.map((each) => (
        <RecordingRow key={each.id} recording={each} />
      ))}
    </section>
  );
}

function RecordingRow({ recording }: { recording: ShownRecording }) {
  const { t } = useTranslation('recordings');
  const format = useFormat();
  const { state, may_listen, is_kept } = recording;
  const isVoicemail = recording.because === 'voicemail';
  return (
    <article className={styles.recording}>
      <header className={styles.heading}>
        <h2>
          <AudioOutlined aria-hidden="true" /> {t(isVoicemail ? 'voicemail' : 'title')}
        </h2>
        <span className="quiet">
          {format.dateTime(recording.started_at)}
          {isVoicemail && ` · ${clockText(recording.duration_ms / 1000)}`}
        </span>
        {state === 'writing' && <Badge tone="alarm">{t('state.writing')}</Badge>}
        {(state === 'cut' || state === 'recovered') && <Badge tone="watch">{t(`state.${state}`)}</Badge>}
        {is_kept && (
          <Badge tone="plain">
            <LockOutlined aria-hidden="true" /> {t('kept')}
          </Badge>
        )}
      </header>
      {may_listen ? (
        <RecordingPlayer recording={recording} />
      ) : (
        <p className="quiet">
          <LockOutlined aria-hidden="true" />{' '}
          {t('may_not', { duration: format.duration(recording.duration_ms / 1000) })}
        </p>
      )}
    </article>
  );
}
