import { LockOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ShownRecording } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { useMay } from '@/lib/session';
import { RecordingPlayer } from './RecordingPlayer';
import { RecordingStory } from './RecordingStory';
import styles from './RecordingsPage.module.css';

export function RecordingDetails({ recording }: { recording: ShownRecording }) {
  const { t } = useTranslation('recordings');
  const format = useFormat();
  const seesAudit = useMay('see_audit');
  return (
    <div className={styles.details}>
      {recording.may_listen ? (
        <RecordingPlayer recording={recording} />
      ) : (
        <p className="quiet">
          <LockOutlined aria-hidden="true" />{' '}
          {t('may_not', { duration: format.duration(recording.duration_ms / 1000) })}
        </p>
      )}
      <Link to={`/interactions/${recording.interaction_id}`}>{t('conversation')}</Link>
      {seesAudit && <RecordingStory id={recording.id} />}
    </div>
  );
}
