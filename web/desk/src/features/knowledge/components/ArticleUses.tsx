import { ProfileOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ShownArticleUse } from '@/lib/api-types';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { ChannelMark } from '@/ui/ChannelMark';
import { useArticleUses } from '../api/uses';
import styles from './Knowledge.module.css';

// Cases and conversations that used the article, newest first.
export function ArticleUses({ articleId }: { articleId: string }) {
  const { t } = useTranslation('knowledge');
  const { data } = useArticleUses(articleId);
  if (!data) return null;
  return (
    <section>
      <h2 className={styles.sideTitle}>{t('used_by')}</h2>
      {data.items.length === 0 && <p className="quiet">{t('never_used')}</p>}
      <ol className={styles.versions}>
        {data.items.map((use) => (
          <li key={use.case_id ?? use.interaction_id}>
            <Use use={use} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Use({ use }: { use: ShownArticleUse }) {
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  const names = useNames();
  const facts = [t(`used_as.${use.way}`), names.of('users', use.user_id), format.dateTime(use.at)];
  return (
    <>
      {use.case_id ? (
        <>
          <ProfileOutlined className="quiet" aria-hidden="true" />{' '}
          <Link to={`/cases/${use.case_id}`}>
            {use.case_number} {use.case_subject}
          </Link>
        </>
      ) : (
        <>
          {use.channel && <ChannelMark channel={use.channel} />}{' '}
          <Link to={`/interactions/${use.interaction_id}`}>
            {use.channel ? t(`ui:channel.${use.channel}`) : t('conversation')}
          </Link>
        </>
      )}
      <div className="quiet">{facts.filter(Boolean).join(' · ')}</div>
    </>
  );
}
