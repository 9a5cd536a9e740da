import { EnterOutlined, TeamOutlined } from '@ant-design/icons';
import { App as AntApp, Button, Skeleton } from 'antd';
import { Suspense, lazy, useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Interaction, MailView, NewMail, OutgoingMail } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { useInsertedText } from '@/lib/insertions';
import { useShortcut } from '@/lib/keyboard';
import { ShortcutTip } from '@/ui/ShortcutTip';
import { useProblemText } from '@/ui/use-problem-text';
import { draftReply } from '../api/draft-reply';
import { useMails } from '../api/get-mails';
import { writeAddress } from '../state/addresses';
import { htmlOfText, withUploads } from '../state/editor-html';
import { emptyDraft, readMailDraft } from '../state/mail-drafts';
import type { MailDraft } from '../state/mail-drafts';
import type { Aside } from './MailThread';
import { MailThread } from './MailThread';
import { useUndoToast } from './use-undo-toast';
import styles from './Email.module.css';

// The editor is fetched when somebody writes.
const MailComposer = lazy(() => import('./MailComposer'));

interface Props {
  interaction: Interaction;
  asides: Aside[];
  isActive: boolean;
  canWrite: boolean;
  noteButton?: ReactNode;
}

interface Writing {
  key: number;
  draft: MailDraft;
  signature?: string;
}

// A conversation by email: the whole exchange, and what is being written.
export function EmailConversation({ interaction, asides, isActive, canWrite, noteButton }: Props) {
  const { t } = useTranslation('email');
  const http = useHttp();
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const { data: mails } = useMails(interaction.id);
  const place = interaction.id;
  const [writing, setWriting] = useState<Writing | null>(() => {
    const draft = readMailDraft(place);
    return draft && { key: 0, draft };
  });
  const [isStarting, setStarting] = useState(false);
  const answered = mails && answeredOf(mails);

  const open = useCallback(
    (draft: MailDraft, signature?: string) =>
      setWriting((old) => ({ key: (old?.key ?? 0) + 1, draft, signature })),
    [],
  );
  const start = async (all: boolean, html = '', forwarded?: MailView) => {
    const about = forwarded ?? answered;
    if (!about || isStarting) return;
    setStarting(true);
    try {
      const reply = await draftReply(http, about.id, { all, forwards: !!forwarded });
      open(
        {
          ...emptyDraft,
          replyTo: reply.reply_to_id,
          toAll: all,
          forwards: !!forwarded,
          mailboxId: reply.mailbox_id,
          to: reply.to.map(writeAddress),
          cc: reply.cc.map(writeAddress),
          subject: reply.subject,
          html,
        },
        reply.signature,
      );
    } catch (error) {
      void message.error(problemText(error));
    } finally {
      setStarting(false);
    }
  };
  const toast = useUndoToast(open);
  const sent = (mail: OutgoingMail, draft: MailDraft) => {
    setWriting(null);
    toast(mail, draft);
  };
  const isWriting = writing !== null && canWrite;
  useShortcut('compose', () => void start(false), isActive && canWrite && !isWriting);
  // An article that is given before anything is written begins the answer.
  useInsertedText(
    isWriting || !canWrite ? '' : interaction.id,
    (text) => void start(false, htmlOfText(text)),
  );
  return (
    <div className={styles.conversation}>
      <MailThread
        interactionId={interaction.id}
        asides={asides}
        onTakenBack={(written, mail) => open(draftOf(written, mail.files))}
        onForward={canWrite && !isWriting ? (mail) => void start(false, '', mail) : undefined}
      />
      {isWriting && (
        <Suspense fallback={<Skeleton active paragraph={{ rows: 2 }} style={{ padding: 12 }} />}>
          <MailComposer
            key={writing.key}
            place={place}
            initial={writing.draft}
            insertionsOf={interaction.id}
            signature={writing.signature}
            isActive={isActive}
            onClose={() => setWriting(null)}
            onSent={sent}
          />
        </Suspense>
      )}
      {!isWriting && canWrite && (
        <div className={styles.start}>
          <ShortcutTip title={t('reply')} of="compose">
            <Button
              type="primary"
              size="small"
              icon={<EnterOutlined />}
              loading={isStarting}
              disabled={!answered}
              onClick={() => void start(false)}
            >
              {t('reply')}
            </Button>
          </ShortcutTip>
          {answered && answered.to.length + answered.cc.length > 1 && (
            <Button size="small" icon={<TeamOutlined />} onClick={() => void start(true)}>
              {t('reply_all')}
            </Button>
          )}
          <span className={styles.space} />
          {noteButton}
        </div>
      )}
    </div>
  );
}

// The customer's newest mail; when they have written none, our own.
function answeredOf(mails: MailView[]): MailView | undefined {
  return (
    mails.findLast(({ direction, state }) => direction === 'in' && state === 'received') ??
    mails.findLast(({ state }) => state !== 'cancelled')
  );
}

function draftOf(written: NewMail, files: MailView['files']): MailDraft {
  const html = withUploads(written.html ?? '');
  return {
    ...emptyDraft,
    replyTo: written.reply_to_id,
    forwards: written.forwards,
    mailboxId: written.mailbox_id,
    to: written.to.map(writeAddress),
    cc: (written.cc ?? []).map(writeAddress),
    bcc: (written.bcc ?? []).map(writeAddress),
    subject: written.subject,
    html,
    attachments: files.flatMap(({ attachment_id, name, type, bytes, is_inline }) =>
      attachment_id && !is_inline
        ? [
            {
              id: attachment_id,
              name,
              type,
              bytes,
              is_image: false,
              url: `/api/v1/attachments/${attachment_id}`,
            },
          ]
        : [],
    ),
  };
}
