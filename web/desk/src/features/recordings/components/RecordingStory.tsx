import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { clockText, useFormat } from '@/lib/format';
import { useStory } from '../api/get-story';
import styles from './RecordingsPage.module.css';

// What the audit log has of a recording: who listened to which part, who held and released it.
export function RecordingStory({ id }: { id: string }) {
  const { t } = useTranslation('recordings');
  const names = useNames();
  const format = useFormat();
  const { data: entries } = useStory(id);
  if (entries === undefined) return null;
  return (
    <section aria-label={t('story.title')}>
      <h3>{t('story.title')}</h3>
      {entries.length === 0 && <p className="quiet">{t('story.none')}</p>}
      <ul className={styles.story}>
        {entries.map((entry) => (
          <li key={entry.id}>
            <span className="quiet numbers">{format.dateTime(entry.at)}</span>
            <span>{names.of('users', entry.user_id) || t('story.server')}</span>
            <span>
              <What entry={entry} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Heard {
  from_ms?: number;
  to_ms?: number;
  is_kept?: boolean;
  why?: string;
}

function What({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('recordings');
  const after = (entry.after ?? {}) as Heard;
  if (entry.action === 'listen')
    return t('story.listen', {
      from: clockText((after.from_ms ?? 0) / 1000),
      to: clockText((after.to_ms ?? 0) / 1000),
    });
  if (entry.action !== 'change') return entry.action;
  return after.is_kept ? t('story.held', { why: after.why }) : t('story.released');
}
