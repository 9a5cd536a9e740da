import { useCallback, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Interaction, Message } from '@/lib/contract';
import { useMarkRead } from '../api/mark-read';
import { useMessages } from '../api/get-messages';
import { AssistBanner } from './AssistBanner';
import { AssistResults } from './AssistResults';
import { CallbackLine } from './CallbackLine';
import { Composer } from './Composer';
import { ConsultBanner } from './ConsultBanner';
import { ConversationHeader } from './ConversationHeader';
import { MessageList } from './MessageList';
import { TransferDialog } from './TransferDialog';
import { VoicemailBar } from './VoicemailBar';
import { WrapUpPanel } from './WrapUpPanel';
import styles from './Conversation.module.css';

interface Props {
  interaction: Interaction;
  me: string;
  isActive: boolean;
  onActivate: () => void;
  onTogglePanel: () => void;
  banner: (interaction: Interaction) => ReactNode;
  callBar: (interaction: Interaction, isActive: boolean) => ReactNode;
  recordings: (interactionId: string) => ReactNode;
}

// One conversation of this agent, as a column.
export function Conversation({
  interaction,
  me,
  isActive,
  onActivate,
  onTogglePanel,
  banner,
  callBar,
  recordings,
}: Props) {
  const [dialog, setDialog] = useState<'transfer' | 'consult' | null>(null);
  const isOwner = interaction.agent_id === me;
  const isCall = interaction.channel === 'voice';
  const isVoicemail = interaction.channel === 'voicemail';
  useReadMarks(interaction);
  return (
    <section
      className={`${styles.column} ${isActive ? styles.isActive : ''}`}
      aria-label={interaction.customer.name}
      onFocusCapture={onActivate}
      onMouseDownCapture={onActivate}
    >
      <ConversationHeader
        interaction={interaction}
        isActive={isActive}
        isOwner={isOwner}
        onTransfer={() => setDialog('transfer')}
        onConsult={() => setDialog('consult')}
        onTogglePanel={onTogglePanel}
      />
      <CallbackLine interaction={interaction} className={styles.callback} />
      {banner(interaction)}
      <ConsultBanner interaction={interaction} me={me} isActive={isActive} />
      <AssistBanner interaction={interaction} canTakeBack={isOwner && interaction.state === 'active'} />
      <AssistResults assists={interaction.assists} />
      {isVoicemail && (
        <VoicemailBar interaction={interaction} canCallBack={isOwner && interaction.state === 'active'}>
          {recordings(interaction.id)}
        </VoicemailBar>
      )}
      <MessageList interactionId={interaction.id} customer={interaction.customer.name} />
      {interaction.state === 'wrap_up' && isOwner ? (
        <WrapUpPanel interaction={interaction} isActive={isActive} />
      ) : (
        <>
          <Composer
            key={interaction.id}
            interactionId={interaction.id}
            customerLanguage={interaction.language}
            startsAsNote={!isOwner}
            isNoteOnly={isCall || isVoicemail}
            isActive={isActive}
          />
          {isCall && callBar(interaction, isActive)}
        </>
      )}
      {dialog && <TransferDialog interaction={interaction} mode={dialog} onClose={() => setDialog(null)} />}
    </section>
  );
}

// Read is what stands in a column of a window that has the focus.
function useReadMarks(interaction: Interaction) {
  const { data: messages } = useMessages(interaction.id);
  const markRead = useMarkRead(interaction.id);
  const hasFocus = useWindowFocus();
  const lastId = newestOfCustomer(messages);
  const isUnread = interaction.unread > 0;
  useEffect(() => {
    if (hasFocus && isUnread && lastId) markRead(lastId);
  }, [hasFocus, isUnread, lastId, markRead]);
}

function newestOfCustomer(messages: Message[] | undefined): string | undefined {
  return messages?.findLast((each) => each.author === 'customer')?.id;
}

function useWindowFocus(): boolean {
  const [hasFocus, setFocus] = useState(() => document.hasFocus());
  const update = useCallback(() => setFocus(document.hasFocus()), []);
  useEffect(() => {
    window.addEventListener('focus', update);
    window.addEventListener('blur', update);
    return () => {
      window.removeEventListener('focus', update);
      window.removeEventListener('blur', update);
    };
  }, [update]);
  return hasFocus;
}
