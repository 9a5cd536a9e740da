import { BranchesOutlined } from '@ant-design/icons';
import { App as AntApp, Button, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Duplicate, Interaction } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useSession } from '@/lib/session';
import { Ticking } from '@/ui/Ticking';
import { useProblemText } from '@/ui/use-problem-text';
import { useDecide, useDuplicates } from '../api/duplicates';
import styles from './DuplicateBanner.module.css';

// Above a conversation: the same customer also waits, or talks with somebody, elsewhere.
export function DuplicateBanner({ interaction, onRead }: { interaction: Interaction; onRead: OnRead }) {
  const { data } = useDuplicates(interaction.id);
  return data?.items.map((each) => <Row key={each.id} each={each} onRead={onRead} />);
}

type OnRead = (interactionId: string) => void;

// Of a call nothing is written yet.
const written: readonly string[] = ['chat', 'email', 'message', 'voicemail'];

function Row({ each, onRead }: { each: Duplicate; onRead: OnRead }) {
  const { t } = useTranslation('duplicates');
  const names = useNames();
  const me = useSession().user.id;
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const decide = useDecide(each);
  const { other } = each;
  const onError = (error: unknown) => void message.error(problemText(error));
  const place = t(`place.${other.channel}`);
  const isMine = other.agent_id === me && other.state === 'active';
  const isKept = each.keep_id === each.interaction_id;
  const isMail = other.channel === 'email';
  const text =
    each.state === 'merged'
      ? t(isMail ? 'merged_mail' : 'merged', { place })
      : each.state === 'joined'
        ? isMail
          ? t(isKept ? 'joined_here_mail' : 'joined_there_mail')
          : t(isKept ? 'joined_here' : 'joined_there', { place })
        : other.state === 'active'
          ? isMine
            ? t('talks_with_me', { place })
            : t('talks', { place, name: names.of('users', other.agent_id) })
          : t('waits', { place });
  const isOpen = each.state === 'open' || each.state === 'apart';
  const why = each.grounds
    .filter(({ points }) => points > 0)
    .map(({ kind, value }) => (value ? `${t(`ground.${kind}`)}: ${value}` : t(`ground.${kind}`)))
    .join(' · ');
  return (
    <div className={`${styles.banner} ${each.state === 'open' ? styles.asks : ''}`} role="status">
      <BranchesOutlined aria-hidden="true" />
      <span className={styles.words}>
        <Tooltip title={why}>
          <span tabIndex={0} className={styles.what}>
            {each.certainty === 'likely' ? t('likely', { what: text }) : text}
          </span>
        </Tooltip>
        {isOpen && other.state !== 'active' && (
          <>
            {' '}
            · <Ticking since={other.since} />
            {other.position ? ` · ${t('position', { position: other.position })}` : ''}
          </>
        )}
        {each.state === 'open' && each.thing === 'unsure' && <span className="quiet"> · {t('unsure')}</span>}
        {each.state === 'apart' && <span className="quiet"> · {t('apart')}</span>}
      </span>
      {written.includes(other.channel) && (
        <Button size="small" onClick={() => onRead(other.interaction_id)}>
          {t('read')}
        </Button>
      )}
      {isOpen && each.can_join && each.keep_id && (
        <Button
          size="small"
          type={each.state === 'open' ? 'primary' : 'default'}
          loading={decide.isPending}
          onClick={() =>
            decide.mutate({ name: 'join', keep_interaction_id: each.keep_id ?? '' }, { onError })
          }
        >
          {t(isKept ? 'join_here' : 'join_there')}
        </Button>
      )}
      {each.state === 'open' && (
        <Button
          size="small"
          loading={decide.isPending}
          onClick={() => decide.mutate({ name: 'apart' }, { onError })}
        >
          {t('leave_apart')}
        </Button>
      )}
      {each.state === 'joined' && (
        <Button
          size="small"
          loading={decide.isPending}
          onClick={() => decide.mutate({ name: 'undo' }, { onError })}
        >
          {t('undo')}
        </Button>
      )}
    </div>
  );
}
