import { ClockCircleOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/ui/use-problem-text';
import { useOutbox } from '../state/outbox-context';
import type { PendingMessage } from '../state/outbox';
import { AttachmentView } from './AttachmentView';
import styles from './Message.module.css';

// A message the server does not have yet.
export function PendingRow({ message }: { message: PendingMessage }) {
  const { t } = useTranslation('interactions');
  const kind = message.kind === 'note' ? styles.note : styles.agent;
  return (
    <div className={`${styles.row} ${kind} ${message.failure ? '' : styles.sending}`}>
      <div className={styles.bubble}>
        <div className={styles.text}>{message.text}</div>
        {message.attachments.map((attachment) => (
          <AttachmentView key={attachment.id} attachment={attachment} />
        ))}
        <span className={styles.foot}>
          {message.failure ? <ExclamationCircleOutlined /> : <ClockCircleOutlined />}
          {!message.failure && t('sending')}
        </span>
      </div>
      {message.failure && <Failure message={message} />}
    </div>
  );
}

function Failure({ message }: { message: PendingMessage }) {
  const { t } = useTranslation('interactions');
  const problemText = useProblemText();
  const outbox = useOutbox();
  const { interaction_id: id, client_id: clientId, failure } = message;
  return (
    <div className={styles.failure} role="alert">
      <span>
        {t('not_sent')} {problemText(failure)}
      </span>
      <Button size="small" onClick={() => outbox.retry(id)}>
        {t('send_again')}
      </Button>
      <Button size="small" type="text" onClick={() => outbox.discard(id, clientId)}>
        {t('discard')}
      </Button>
    </div>
  );
}
