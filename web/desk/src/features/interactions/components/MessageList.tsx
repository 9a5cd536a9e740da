import { ArrowDownOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { secondsBetween, useFormat } from '@/lib/format';
import { useSession } from '@/lib/session';
import { ErrorState } from '@/ui/ErrorState';
import { useEndScroll } from '@/ui/use-end-scroll';
import { useMessages } from '../api/get-messages';
import { usePending } from '../state/outbox-context';
import { MessageRow } from './MessageRow';
import { PendingRow } from './PendingRow';
import { TypingLine } from './TypingLine';
import styles from './Message.module.css';

// Rows drawn at once; older ones join near the top of the list or by a click, those out of sight cost nothing
// (content-visibility).
const step = 200;
const topPx = 120;

interface Props {
  interactionId: string;
  customer: string;
}

export function MessageList({ interactionId, customer }: Props) {
  const { t } = useTranslation('interactions');
  const { data: messages, error, refetch } = useMessages(interactionId);
  const pending = usePending(interactionId);
  const [most, setMost] = useState(step);
  const shown = messages?.slice(-most) ?? [];
  const { box, isAtEnd, onScroll, toEnd } = useEndScroll(
    `${messages?.length ?? 0}/${pending.length}`,
    shown[0]?.id,
  );
  const isCut = messages !== undefined && messages.length > shown.length;
  const showEarlier = () => setMost(most + step);
  const known = new Set(messages?.map((each) => each.client_id));

  if (error && !messages) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <div
      className={styles.list}
      ref={box}
      onScroll={(event) => {
        onScroll();
        if (event.currentTarget.scrollTop < topPx && isCut) showEarlier();
      }}
      role="log"
      tabIndex={0}
      aria-label={t('messages_with', { customer })}
    >
      <div>
        {!messages && <MessageSkeleton />}
        {isCut && (
          <Button size="small" className={styles.earlier} onClick={showEarlier}>
            {t('earlier_messages', { count: messages.length - shown.length })}
          </Button>
        )}
        <Rows messages={shown} customer={customer} />
        {pending
          .filter((each) => !known.has(each.client_id))
          .map((each) => (
            <PendingRow key={each.client_id} message={each} />
          ))}
        <TypingLine interactionId={interactionId} customer={customer} />
      </div>
      {!isAtEnd && (
        <div className={styles.toEnd}>
          <Button size="small" shape="round" icon={<ArrowDownOutlined />} onClick={toEnd}>
            {t('to_end')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Rows({ messages, customer }: { messages: Message[]; customer: string }) {
  const names = useNames();
  const format = useFormat();
  const { user } = useSession();
  return messages.map((message, index) => {
    const above = messages[index - 1];
    const day = format.day(message.sent_at);
    const isNewDay = !above || format.day(above.sent_at) !== day;
    const isOwn = message.author === 'agent' && message.agent_id === user.id;
    const author =
      message.author === 'customer' ? customer : isOwn ? '' : names.of('users', message.agent_id);
    return (
      <div key={message.id}>
        {isNewDay && <div className={styles.day}>{day}</div>}
        <MessageRow
          message={message}
          author={author}
          isContinued={!isNewDay && isContinued(above, message)}
        />
      </div>
    );
  });
}

function isContinued(above: Message, message: Message): boolean {
  const isSame = above.author === message.author && above.agent_id === message.agent_id;
  return isSame && message.author !== 'note' && secondsBetween(above.sent_at, message.sent_at) < 120;
}

function MessageSkeleton() {
  return (
    <div className={styles.skeleton} aria-busy="true">
      {[2, 1, 3, 1].map((rows, index) => (
        <Skeleton key={index} active title={false} paragraph={{ rows }} />
      ))}
    </div>
  );
}
