import { useTranslation } from 'react-i18next';
import type { CommunityPost } from '@/lib/api-types';
import { Badge } from '@/ui/Badge';
import styles from './Community.module.css';

// What is to be known of a post beyond its words.
export function PostBadges({ post, isQuestion }: { post: CommunityPost; isQuestion: boolean }) {
  const { t } = useTranslation('community');
  return (
    <span className={styles.badges}>
      {post.user_id !== undefined && <Badge tone="calm">{t('agent')}</Badge>}
      {post.state === 'held' && (
        <Badge tone="watch">
          {t('held')}: {t(`held_for.${post.held_for}`)}
        </Badge>
      )}
      {post.state === 'hidden' && <Badge>{t('hidden')}</Badge>}
      {post.reports > 0 && <Badge tone="alarm">{t('reported', { count: post.reports })}</Badge>}
      {post.is_locked && <Badge>{t('locked')}</Badge>}
      {post.is_accepted && <Badge tone="calm">{t(isQuestion ? 'is_answered' : 'is_accepted')}</Badge>}
      {isQuestion && post.case_id !== undefined && <Badge>{t('is_case')}</Badge>}
      {post.is_blocked && <Badge tone="alarm">{t('author_blocked')}</Badge>}
    </span>
  );
}
