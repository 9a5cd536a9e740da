import { CheckCircleOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { AssistDone } from '@/lib/api-types';
import { useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import { asWords } from '../state/assist-flows';
import styles from './AssistResults.module.css';

// What flows beside the agent have brought; of a secret only whether it was given.
export function AssistResults({ assists }: { assists: readonly AssistDone[] }) {
  const { t } = useTranslation('interactions');
  const format = useFormat();
  if (assists.length === 0) return null;
  return (
    <ul className={styles.results} aria-label={t('assist_results')}>
      {assists.map((done) => {
        const isWhole = done.end === 'returned';
        return (
          <li key={done.began_at}>
            {isWhole ? (
              <CheckCircleOutlined aria-hidden="true" className={styles.whole} />
            ) : (
              <ExclamationCircleOutlined aria-hidden="true" className={styles.part} />
            )}
            <span>{done.name || t('assist_gone')}</span>
            <time className="quiet" dateTime={done.ended_at}>
              {format.time(done.ended_at)}
            </time>
            {!isWhole && <span className="quiet">{t(`assist_end.${done.end}`)}</span>}
            {done.learnt.map(({ name, is_given, value }) => (
              <span key={name} className={styles.learnt}>
                {asWords(name)}: <strong>{value ?? t(is_given ? 'assist_given' : 'assist_not_given')}</strong>
              </span>
            ))}
            {done.tags.map((tag) => (
              <Badge key={tag}>{tag}</Badge>
            ))}
          </li>
        );
      })}
    </ul>
  );
}
