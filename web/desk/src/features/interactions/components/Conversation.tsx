import { EyeInvisibleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Interaction, Message } from '@/lib/contract';
import { useShortcut } from '@/lib/keyboard';
import { ShortcutTip } from '@/ui/ShortcutTip';
import { useMarkRead } from '../api/mark-read';
import { useMessages } from '../api/get-messages';
import { AssistBanner } from './AssistBanner';
import { AssistResults } from './AssistResults';
import { CallbackLine } from './CallbackLine';
import { Composer } from './Composer';
import { ConsultBanner } from './ConsultBanner';
import { ConversationHeader } from './ConversationHeader';
import { MessageList } from './MessageList';
import type { MailsSlot } from './mails-slot';
import { useMailNotes } from './mails-slot';
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
  mails: MailsSlot;
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
  mails,
}: Props) {
  const { t } = useTranslation('interactions');
  const [dialog, setDialog] = useState<'transfer' | 'consult' | null>(null);
  const isOwner = interaction.agent_id === me;
  const isCall = interaction.channel === 'voice';
  const isVoicemail = interaction.channel === 'voicemail';
  const isMail = interaction.channel === 'email';
  const notes = useMailNotes(interaction.id, isMail);
  const isOver = interaction.state === 'wrap_up' && isOwner;
  const [isNoting, setNoting] = useState(!isOwner);
  useShortcut('noteMode', () => setNoting(!isNoting), isActive && isMail && !isOver);
  const noteButton = (
    <ShortcutTip title={t('toggle_note')} of="noteMode">
      <Button
        size="small"
        type="text"
        icon={<EyeInvisibleOutlined />}
        aria-pressed={isNoting}
        onClick={() => setNoting(!isNoting)}
      >
        {t('mode_note')}
      </Button>
    </ShortcutTip>
  );
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
      {isMail ? (
        mails({ interaction, notes, isActive, canWrite: isOwner && !isOver, noteButton })
      ) : (
        <MessageList interactionId={interaction.id} customer={interaction.customer.name} />
      )}
      {isOver ? (
        <WrapUpPanel interaction={interaction} isActive={isActive} />
      ) : (
        <>
          {(!isMail || isNoting) && (
            <Composer
              key={interaction.id}
              interactionId={interaction.id}
              customerLanguage={interaction.language}
              startsAsNote={!isOwner}
              isNoteOnly={isCall || isVoicemail || isMail}
              isActive={isActive && !isMail}
            />
          )}
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
