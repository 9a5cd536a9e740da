import { useTranslation } from 'react-i18next';
import type { FreeDay } from '@/lib/contract';
import { freeRuns } from '../state/free-days';
import styles from './Requests.module.css';
import { useWords } from './use-words';

// Which days of time off cost nothing, and why.
export function FreeDays({ days }: { days: FreeDay[] }) {
  const { t } = useTranslation('requests');
  const words = useWords();
  if (days.length === 0) return null;
  return (
    <div>
      {t('free.title')}
      <ul className={styles.findings}>
        {freeRuns(days).map(({ first, last, why, name }) => (
          <li key={first}>
            {words.days(first, last)}: {name || t(`free.${why}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}
