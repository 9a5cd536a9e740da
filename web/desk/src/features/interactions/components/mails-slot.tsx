import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Interaction } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useMessages } from '../api/get-messages';
import { usePending } from '../state/outbox-context';
import { MessageRow } from './MessageRow';
import { PendingRow } from './PendingRow';

// A colleague's note, between the mails of a conversation by email.
export interface MailNote {
  id: string;
  at: string;
  node: ReactNode;
}

export type MailsSlot = (parts: {
  interaction: Interaction;
  notes: MailNote[];
  isActive: boolean;
  canWrite: boolean;
  noteButton: ReactNode;
}) => ReactNode;

const atTheEnd = '9999-12-31T00:00:00Z';

// The words of customer and agents are in the mails themselves.
export function useMailNotes(interactionId: string, isMail: boolean): MailNote[] {
  const { t } = useTranslation('interactions');
  const names = useNames();
  const { data: messages } = useMessages(interactionId);
  const pending = usePending(interactionId);
  if (!isMail || !messages) return [];
  const known = new Set(messages.map((each) => each.client_id));
  const said = messages
    .filter(({ author }) => author === 'note')
    .map((message) => ({
      id: message.id,
      at: message.sent_at,
      node: (
        <MessageRow
          message={message}
          author={message.agent_id ? names.of('users', message.agent_id) : t('note_tag')}
          isContinued={false}
        />
      ),
    }));
  const unsaid = pending
    .filter((each) => !known.has(each.client_id))
    .map((each) => ({ id: each.client_id, at: atTheEnd, node: <PendingRow message={each} /> }));
  return [...said, ...unsaid];
}
