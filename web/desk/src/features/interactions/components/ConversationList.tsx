import { ClockCircleOutlined, EditOutlined, PhoneOutlined, TeamOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Interaction } from '@/lib/contract';
import { useNow } from '@/lib/clock';
import { useNames } from '@/lib/directory';
import { clockText, secondsBetween, useFormat } from '@/lib/format';
import { useSignals } from '@/lib/live/live-context';
import { Avatar } from '@/ui/Avatar';
import { ChannelMark } from '@/ui/ChannelMark';
import styles from './ConversationList.module.css';

interface Props {
  conversations: Interaction[];
  shown: string[];
  active: string | undefined;
  me: string;
  onOpen: (id: string) => void;
}

export function ConversationList({ conversations, shown, active, me, onOpen }: Props) {
  return (
    <ul className={styles.list}>
      {conversations.map((each) => (
        <li key={each.id}>
          <Item
            interaction={each}
            isActive={each.id === active}
            isShown={shown.includes(each.id)}
            isConsult={each.consulted_id === me && each.agent_id !== me}
            onOpen={() => onOpen(each.id)}
          />
        </li>
      ))}
    </ul>
  );
}

interface ItemProps {
  interaction: Interaction;
  isActive: boolean;
  isShown: boolean;
  isConsult: boolean;
  onOpen: () => void;
}

function Item({ interaction, isActive, isShown, isConsult, onOpen }: ItemProps) {
  const { t } = useTranslation('interactions');
  const names = useNames();
  const format = useFormat();
  const { customer: typing } = useSignals(interaction.id);
  const last = interaction.last_message;
  return (
    <button
      type="button"
      className={`${styles.item} ${isActive ? styles.active : ''} ${isShown ? styles.shown : ''}`}
      aria-current={isActive || undefined}
      onClick={onOpen}
    >
      <Avatar name={interaction.customer.name} size={34} />
      <span className={styles.body}>
        <span className={styles.line}>
          <span className={`${styles.name} ellipsis`}>{interaction.customer.name}</span>
          {last && <time dateTime={last.sent_at}>{format.time(last.sent_at)}</time>}
        </span>
        <span className={styles.line}>
          <span className={`${styles.words} ellipsis`}>
            {typing ? <em>{t('typing_short')}</em> : lastWords(interaction, t('attachment'))}
          </span>
          {interaction.unread > 0 && (
            <span className={styles.unread}>
              {interaction.unread}
              <span className="sr-only"> {t('unread')}</span>
            </span>
          )}
        </span>
        <span className={styles.line}>
          <ChannelMark channel={interaction.channel} />
          <span className={`${styles.queue} ellipsis`}>{names.of('queues', interaction.queue_id)}</span>
          {isConsult && (
            <span className={styles.tag}>
              <TeamOutlined /> {t('consult')}
            </span>
          )}
          <StateMark interaction={interaction} />
        </span>
      </span>
    </button>
  );
}

function lastWords(interaction: Interaction, attachmentText: string): string {
  const last = interaction.last_message;
  return last?.text || (last?.attachments.length ? attachmentText : '') || interaction.subject || '';
}

// How long the customer has been without an answer, or how long the wrap-up has left.
function StateMark({ interaction }: { interaction: Interaction }) {
  const { t } = useTranslation('interactions');
  const now = useNow();
  if (interaction.state === 'wrap_up') {
    const left = interaction.wrap_up_ends_at ? secondsBetween(now, interaction.wrap_up_ends_at) : undefined;
    return (
      <span className={styles.tag}>
        <EditOutlined /> {t('wrap_up_short')}{' '}
        {left !== undefined && <span className="numbers">{clockText(left)}</span>}
      </span>
    );
  }
  if (interaction.state === 'dialling') {
    return (
      <span className={styles.tag}>
        <PhoneOutlined /> {t('ui:state.dialling')}
      </span>
    );
  }
  if (interaction.is_silent) {
    return <span className={styles.tag}>{t(interaction.channel === 'voice' ? 'parked' : 'silent')}</span>;
  }
  const last = interaction.last_message;
  if (last?.author !== 'customer') return null;
  const waiting = secondsBetween(last.sent_at, now);
  const level = waiting >= 180 ? styles.alarm : waiting >= 60 ? styles.watch : '';
  return (
    <span className={`${styles.waiting} ${level}`} title={t('customer_waits')}>
      <ClockCircleOutlined /> <span className="numbers">{clockText(waiting)}</span>
      <span className="sr-only"> {t('customer_waits')}</span>
    </span>
  );
}
