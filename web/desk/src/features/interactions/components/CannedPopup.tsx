import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CannedReply } from '@/lib/contract';
import styles from './Composer.module.css';

interface Props {
  id: string;
  replies: CannedReply[];
  selected: number;
  onPick: (reply: CannedReply) => void;
}

export function CannedPopup({ id, replies, selected, onPick }: Props) {
  const { t } = useTranslation('interactions');
  const current = useRef<HTMLLIElement>(null);
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  return (
    <div className={styles.popup}>
      <ul role="listbox" tabIndex={0} id={id} aria-label={t('canned_replies')}>
        {replies.map((reply, index) => (
          <li
            key={reply.id}
            id={`${id}-${index}`}
            ref={index === selected ? current : undefined}
            role="option"
            aria-selected={index === selected}
            onMouseDown={(event) => {
              event.preventDefault();
              onPick(reply);
            }}
          >
            <span className={styles.shortcut}>/{reply.shortcut}</span>
            <span className={styles.replyTitle}>{reply.title}</span>
            <span className={styles.replyText}>{reply.text}</span>
          </li>
        ))}
      </ul>
      {replies.length === 0 && <p className={styles.noReply}>{t('no_canned_reply')}</p>}
    </div>
  );
}
