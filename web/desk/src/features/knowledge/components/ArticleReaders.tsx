import { useTranslation } from 'react-i18next';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import { MoreButton } from '@/ui/MoreButton';
import { useArticleFeedback } from '../api/get-feedback';
import styles from './Knowledge.module.css';

// What readers said of the article, newest first.
export function ArticleReaders({ articleId }: { articleId: string }) {
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  const names = useNames();
  const found = useArticleFeedback(articleId);
  const said = found.data?.pages.flatMap(({ items }) => items) ?? [];
  if (!found.data) return null;
  return (
    <section>
      <h2 className={styles.sideTitle}>{t('readers')}</h2>
      {said.length === 0 && <p className="quiet">{t('no_feedback')}</p>}
      <ol className={styles.versions}>
        {said.map((each) => (
          <li key={each.id}>
            <Badge tone={each.is_helpful ? 'calm' : 'watch'}>
              {t(each.is_helpful ? 'feedback_good' : 'feedback_bad')}
            </Badge>{' '}
            {each.words}
            <div className="quiet">
              {format.dateTime(each.at)} · {t('version', { version: each.version })}
              {each.user_id && ` · ${names.of('users', each.user_id)}`}
            </div>
          </li>
        ))}
      </ol>
      <MoreButton pages={found} label={t('more_feedback')} />
    </section>
  );
}
