import { CloseOutlined, EyeOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InteractionDetail } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { useViewing } from '@/lib/live/live-context';
import { Avatar } from '@/ui/Avatar';
import { ErrorState } from '@/ui/ErrorState';
import { useInteraction } from '../api/get-interaction';
import { Composer } from './Composer';
import { MessageList } from './MessageList';
import type { MailNote } from './mails-slot';
import { useMailNotes } from './mails-slot';
import { Viewers } from './Viewers';
import styles from './Conversation.module.css';

interface Props {
  interactionId: string;
  onClose?: () => void;
  canNote?: boolean;
  // Stands above the words, for what can be done with a call that goes on.
  callBar?: (interaction: InteractionDetail) => ReactNode;
  // What was recorded of a call.
  recordings?: ReactNode;
  // Of a conversation by email, instead of its words.
  mails?: (interactionId: string, notes: MailNote[]) => ReactNode;
}

// Any conversation, open or closed, to read; live while it is open.
export function Transcript({ interactionId, onClose, canNote = false, callBar, recordings, mails }: Props) {
  const { t } = useTranslation('interactions');
  const names = useNames();
  const format = useFormat();
  const { data: interaction, error, refetch } = useInteraction(interactionId);
  useViewing(interactionId);
  const notes = useMailNotes(interactionId, interaction?.channel === 'email');
  if (error && !interaction) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!interaction) return <Skeleton active avatar style={{ padding: 16 }} />;
  const isOpen = interaction.state !== 'closed';
  const facts = [
    names.of('queues', interaction.queue_id),
    interaction.agent_id ? names.of('users', interaction.agent_id) : '',
    format.dateTime(interaction.arrived_at),
  ].filter(Boolean);
  return (
    <section className={styles.column} style={{ height: '100%' }} aria-label={interaction.customer.name}>
      <header className={styles.header}>
        <Avatar name={interaction.customer.name} size={32} />
        <div className={styles.title}>
          <h1>{interaction.customer.name}</h1>
          <p className="ellipsis">{facts.join(' · ')}</p>
        </div>
        <Viewers interactionId={interactionId} />
        {onClose && (
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined />}
            aria-label={t('ui:close')}
            onClick={onClose}
          />
        )}
      </header>
      <p className={styles.consult} role="status" style={{ margin: 0 }}>
        <EyeOutlined /> {t(isOpen ? 'read_only' : 'not_live')}
      </p>
      {isOpen && interaction.channel === 'voice' && callBar?.(interaction)}
      {interaction.channel === 'voice' && recordings}
      {interaction.channel === 'email' && mails ? (
        mails(interactionId, notes)
      ) : (
        <MessageList interactionId={interactionId} customer={interaction.customer.name} />
      )}
      {isOpen && canNote && (
        <Composer key={interactionId} interactionId={interactionId} isActive isNoteOnly />
      )}
    </section>
  );
}
