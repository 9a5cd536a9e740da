import { useTranslation } from 'react-i18next';
import styles from './LoadBar.module.css';

// How much of somebody's capacity is in use; full is marked by words for readers, by a stripe for eyes.
export function LoadBar({ used, of }: { used: number; of: number }) {
  const { t } = useTranslation('ui');
  const percent = of > 0 ? Math.round((100 * used) / of) : 0;
  const level = percent >= 100 ? styles.full : percent >= 75 ? styles.high : '';
  return (
    <span
      className={styles.load}
      role="img"
      aria-label={t('load', { percent })}
      title={t('load', { percent })}
    >
      <span className={styles.track}>
        <span className={`${styles.bar} ${level}`} style={{ width: `${Math.min(100, percent)}%` }} />
      </span>
      <span className={`${styles.number} numbers`} aria-hidden="true">
        {percent}%
      </span>
    </span>
  );
}
