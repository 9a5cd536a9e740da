import { useTranslation } from 'react-i18next';
import type { AgentStatus, Interaction, QueueStatus } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { useSession } from '@/lib/session';
import { Avatar } from '@/ui/Avatar';
import { LoadBar } from '@/ui/LoadBar';
import { PresenceText } from '@/ui/PresenceMark';
import type { Target } from './TransferDialog';
import styles from './TransferDialog.module.css';

interface Shared {
  interaction: Interaction;
  filter: string;
  target: Target | null;
  onChoose: (target: Target) => void;
}

const contains = (text: string, wanted: string) => text.toLowerCase().includes(wanted.trim().toLowerCase());
const order = { available: 0, away: 1, not_responding: 2, offline: 3 };

export function AgentChoices({
  agents,
  interaction,
  filter,
  target,
  onChoose,
}: Shared & { agents: AgentStatus[] }) {
  const { t } = useTranslation('interactions');
  const names = useNames();
  const { user } = useSession();
  const rows = agents
    .filter(
      ({ id }) => id !== user.id && id !== interaction.agent_id && contains(names.of('users', id), filter),
    )
    .sort(
      (a, b) =>
        order[a.presence] - order[b.presence] ||
        a.units_used / (a.units || 1) - b.units_used / (b.units || 1),
    );
  if (rows.length === 0) return <p className={styles.none}>{t('no_target')}</p>;
  return (
    <div className={styles.choices} role="radiogroup" aria-label={t('to_agent')}>
      {rows.map((agent) => (
        <Choice
          key={agent.id}
          isChosen={target?.kind === 'agent' && target.id === agent.id}
          isOff={agent.presence !== 'available'}
          onChoose={() => onChoose({ kind: 'agent', id: agent.id })}
        >
          <Avatar name={names.of('users', agent.id)} size={28} />
          <span className={styles.name}>{names.of('users', agent.id)}</span>
          <PresenceText
            presence={agent.presence}
            reason={agent.presence === 'away' ? names.of('presence_reasons', agent.reason_id) : undefined}
          />
          <LoadBar used={agent.units_used} of={agent.units} />
        </Choice>
      ))}
    </div>
  );
}

export function QueueChoices({
  queues,
  interaction,
  filter,
  target,
  onChoose,
}: Shared & { queues: QueueStatus[] }) {
  const { t } = useTranslation('interactions');
  const names = useNames();
  const format = useFormat();
  const rows = queues.filter(
    ({ id }) => id !== interaction.queue_id && contains(names.of('queues', id), filter),
  );
  if (rows.length === 0) return <p className={styles.none}>{t('no_target')}</p>;
  return (
    <div className={styles.choices} role="radiogroup" aria-label={t('to_queue')}>
      {rows.map((queue) => (
        <Choice
          key={queue.id}
          isChosen={target?.kind === 'queue' && target.id === queue.id}
          isOff={!queue.is_open}
          onChoose={() => onChoose({ kind: 'queue', id: queue.id })}
        >
          <span className={styles.name}>{names.of('queues', queue.id)}</span>
          <span className="quiet">
            {queue.is_open
              ? t('queue_load', { waiting: queue.waiting, available: queue.available })
              : t('queue_closed')}
            {queue.estimate.is_known && ` · ${t('about', { time: format.duration(queue.estimate.high_s) })}`}
          </span>
        </Choice>
      ))}
    </div>
  );
}

interface ChoiceProps {
  isChosen: boolean;
  isOff: boolean;
  onChoose: () => void;
  children: React.ReactNode;
}

function Choice({ isChosen, isOff, onChoose, children }: ChoiceProps) {
  return (
    <button
      type="button"
      role="radio"
      aria-checked={isChosen}
      className={`${styles.choice} ${isOff ? styles.off : ''}`}
      onClick={onChoose}
    >
      {children}
    </button>
  );
}
