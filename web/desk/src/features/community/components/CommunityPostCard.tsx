import { App as AntApp, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CommunityPost, Moderation } from '@/lib/api-types';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { useMay } from '@/lib/session';
import { useProblemText } from '@/ui/use-problem-text';
import { moderation, useCommunityCommand } from '../api/community';
import { PostBadges } from './PostBadges';
import styles from './Community.module.css';

interface Props {
  post: CommunityPost;
  question?: CommunityPost; // of an answer
}

function moderations(post: CommunityPost, isQuestion: boolean): Moderation[] {
  const all: Moderation[] = [];
  if (post.state !== 'shown') all.push('show');
  else if (post.reports > 0) all.push('keep');
  if (post.state !== 'hidden') all.push('hide');
  if (isQuestion) all.push(post.is_locked ? 'unlock' : 'lock');
  return all;
}

export function CommunityPostCard({ post, question }: Props) {
  const { t } = useTranslation('community');
  const format = useFormat();
  const names = useNames();
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const command = useCommunityCommand();
  const supervises = useMay('supervise');
  const publishes = useMay('publish_knowledge');
  const author = post.user_id ? names.of('users', post.user_id) : post.name;
  const run = (wanted: { path: string; body: object }) =>
    void command.mutateAsync(wanted).catch((error: unknown) => void message.error(problemText(error)));
  const frame = [
    styles.post,
    post.state === 'held' && styles.waiting,
    question && post.is_accepted && styles.accepted,
  ];
  return (
    <article className={frame.filter(Boolean).join(' ')}>
      <div className={styles.head}>
        <strong>{author}</strong>
        <span className="quiet">{format.dateTime(post.at)}</span>
        <span className="quiet">{t('vote_count', { count: post.votes })}</span>
        <PostBadges post={post} isQuestion={!question} />
      </div>
      <div className={styles.body} dangerouslySetInnerHTML={{ __html: post.html }} />
      {post.report_reasons.length > 0 && (
        <p className="quiet">
          {t('reasons')} {post.report_reasons.filter(Boolean).join(' · ') || '—'}
        </p>
      )}
      <div className={styles.actions}>
        {question && post.state === 'shown' && (
          <Button
            size="small"
            onClick={() =>
              run({
                path: `questions/${question.id}/accept`,
                body: post.is_accepted ? {} : { answer_id: post.id },
              })
            }
          >
            {t(post.is_accepted ? 'unaccept' : 'accept')}
          </Button>
        )}
        {(supervises || publishes) &&
          moderations(post, !question).map((what) => (
            <Button key={what} size="small" onClick={() => run(moderation(post.id, what))}>
              {t(`moderate.${what}`)}
            </Button>
          ))}
        {(supervises || publishes) && post.customer_id !== undefined && (
          <Button
            size="small"
            danger={!post.is_blocked}
            onClick={() =>
              run({ path: `authors/${post.customer_id}/block`, body: { is_blocked: !post.is_blocked } })
            }
          >
            {t(post.is_blocked ? 'unblock' : 'block')}
          </Button>
        )}
        {post.customer_id !== undefined && <Link to={`/customers/${post.customer_id}`}>{t('customer')}</Link>}
        {post.case_id !== undefined && <Link to={`/cases/${post.case_id}`}>{t('open_case')}</Link>}
      </div>
    </article>
  );
}
