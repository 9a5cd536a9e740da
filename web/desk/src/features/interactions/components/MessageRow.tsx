import { CheckOutlined, EyeInvisibleOutlined } from '@ant-design/icons';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { AttachmentView } from './AttachmentView';
import { MessageText } from './MessageText';
import styles from './Message.module.css';

interface Props {
  message: Message;
  author: string;
  isContinued: boolean;
}

// One message; `isContinued` when the one above is of the same author and close in time.
export const MessageRow = memo(function MessageRow({ message, author, isContinued }: Props) {
  const { t } = useTranslation('interactions');
  const format = useFormat();
  if (message.author === 'system') return <p className={styles.system}>{message.text}</p>;
  const time = <time dateTime={message.sent_at}>{format.time(message.sent_at)}</time>;
  return (
    <div className={`${styles.row} ${styles[message.author]} ${isContinued ? styles.continued : ''}`}>
      {!isContinued && (author !== '' || message.author === 'note') && (
        <div className={styles.meta}>
          <span className={styles.author}>{author}</span>
          {message.author === 'note' && (
            <span className={styles.noteTag}>
              <EyeInvisibleOutlined /> {t('note_tag')}
            </span>
          )}
        </div>
      )}
      <div className={styles.bubble}>
        {message.text && (
          <div className={styles.text} dir="auto">
            <MessageText text={message.text} />
          </div>
        )}
        {message.attachments.length > 0 && (
          <div className={styles.attachments}>
            {message.attachments.map((attachment) => (
              <AttachmentView key={attachment.id} attachment={attachment} />
            ))}
          </div>
        )}
        <span className={styles.foot}>
          {time}
          {message.author === 'agent' && <ReceiptMark message={message} />}
        </span>
      </div>
    </div>
  );
});

function ReceiptMark({ message }: { message: Message }) {
  const { t } = useTranslation('interactions');
  const state = message.read_at ? 'read' : message.delivered_at ? 'delivered' : 'sent';
  return (
    <span className={`${styles.receipt} ${styles[state]}`} title={t(`receipt.${state}`)}>
      <CheckOutlined aria-hidden="true" />
      {state !== 'sent' && <CheckOutlined aria-hidden="true" />}
      <span className="sr-only">{t(`receipt.${state}`)}</span>
    </span>
  );
}
