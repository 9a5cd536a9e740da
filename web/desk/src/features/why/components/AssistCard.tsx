import { useTranslation } from 'react-i18next';
import type { AssistDone } from '@/lib/api-types';
import { useNames } from '@/lib/directory';
import { secondsBetween, useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import styles from './Why.module.css';

// A flow that an agent sent the customer into, and what came of it.
export function AssistCard({ assist }: { assist: AssistDone }) {
  const { t } = useTranslation('why');
  const format = useFormat();
  const names = useNames();
  const { name, agent_id, began_at, ended_at, end, learnt, tags } = assist;
  const time = format.duration(secondsBetween(began_at, ended_at));
  return (
    <article className={styles.card}>
      <header className={styles.head}>
        <h2>{t('assist', { agent: names.of('users', agent_id), flow: name || t('assist_gone') })}</h2>
        <time dateTime={began_at}>{format.dateTime(began_at)}</time>
        <Badge tone={end === 'returned' ? 'calm' : 'watch'}>{t(`assist_end.${end}`)}</Badge>
      </header>
      <div className={styles.story}>
        <p>{t('assist_time', { time })}</p>
        {learnt.map((one) => (
          <p key={one.name}>
            {one.name.replaceAll('_', ' ')}:{' '}
            <strong>{one.value ?? t(one.is_given ? 'assist_given' : 'assist_not_given')}</strong>
          </p>
        ))}
        {tags.length > 0 && <p>{t('assist_tags', { tags: tags.join(', ') })}</p>}
      </div>
    </article>
  );
}
