import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LinkedConversation, ShownCase } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { ChannelMark } from '@/ui/ChannelMark';
import { useCaseLinks, useCases } from '../api/get-cases';
import styles from './Cases.module.css';
import { StatusBadge } from './StatusBadge';

export function CaseLinks({ which, onRead }: { which: ShownCase; onRead: (interactionId: string) => void }) {
  const { t } = useTranslation('cases');
  const { data } = useCaseLinks(which.id);
  const children = useCases({ parent_id: which.id, sort: 'created' }, which.children > 0);
  const below = children.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      {data && data.length > 0 && (
        <section className={styles.section}>
          <h2>{t('conversations')}</h2>
          <ul className={styles.links}>
            {data.map((link) => (
              <LinkRow key={link.interaction_id} link={link} onRead={onRead} />
            ))}
          </ul>
        </section>
      )}
      {(which.parent_id || which.follow_up_to_id || which.merged_ids.length > 0 || which.children > 0) && (
        <section className={styles.section}>
          <h2>{t('related')}</h2>
          <ul className={styles.links}>
            {which.parent_id && (
              <li>
                <Link to={`/cases/${which.parent_id}`}>{t('parent')}</Link>
              </li>
            )}
            {which.follow_up_to_id && (
              <li>
                <Link to={`/cases/${which.follow_up_to_id}`}>{t('follows')}</Link>
              </li>
            )}
            {which.merged_ids.map((id) => (
              <li key={id}>
                <Link to={`/cases/${id}`}>{t('merged_here')}</Link>
              </li>
            ))}
            {below.map((child) => (
              <li key={child.id}>
                <Link to={`/cases/${child.id}`}>
                  {child.number} {child.subject}
                </Link>{' '}
                <StatusBadge status={child.status} />
              </li>
            ))}
          </ul>
          {which.children > 0 && (
            <p className="quiet">{t('children_open', { open: which.children_open, all: which.children })}</p>
          )}
        </section>
      )}
    </>
  );
}

function LinkRow({ link, onRead }: { link: LinkedConversation; onRead: (interactionId: string) => void }) {
  const { t } = useTranslation('cases');
  const format = useFormat();
  return (
    <li>
      <button type="button" className={styles.view} onClick={() => onRead(link.interaction_id)}>
        <span className="ellipsis">
          <ChannelMark channel={link.channel} />{' '}
          {link.is_work ? t('work_on_it') : link.subject || t(`ui:channel.${link.channel}`)}
        </span>
        <span className="quiet">{format.dateTime(link.arrived_at)}</span>
      </button>
    </li>
  );
}
