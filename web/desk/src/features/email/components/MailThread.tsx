import { Skeleton } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailView, NewMail } from '@/lib/contract';
import { ErrorState } from '@/ui/ErrorState';
import { useMails } from '../api/get-mails';
import { MailItem } from './MailItem';
import styles from './Email.module.css';

// What stands between the mails: a colleague's note.
export interface Aside {
  id: string;
  at: string;
  node: ReactNode;
}

interface Props {
  interactionId: string;
  asides?: Aside[];
  onTakenBack?: (written: NewMail, mail: MailView) => void;
  onForward?: (mail: MailView) => void;
}

// Open are the newest mail, and what failed; the reader opens and closes the others.
export function MailThread({ interactionId, asides = [], onTakenBack = () => undefined, onForward }: Props) {
  const { t } = useTranslation('email');
  const { data, error, refetch } = useMails(interactionId);
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const box = useRef<HTMLDivElement>(null);
  const mails = data?.filter(({ state }) => state !== 'cancelled' && state !== 'report') ?? [];
  const newest = mails.at(-1)?.id;
  useEffect(() => {
    const list = box.current;
    if (list && newest) list.scrollTop = list.scrollHeight;
  }, [newest]);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const subject = mails[0]?.subject;
  const toggle = (id: string) => {
    const next = new Set(toggled);
    if (!next.delete(id)) next.add(id);
    setToggled(next);
  };
  return (
    <div className={styles.thread} ref={box} tabIndex={0} role="region" aria-label={t('thread')}>
      {!data && <Skeleton active style={{ padding: 16 }} />}
      {data && <h3 className={styles.subject}>{subject || t('no_subject')}</h3>}
      {inOrder(mails, asides).map((each) =>
        'mail' in each ? (
          <MailItem
            key={each.mail.id}
            mail={each.mail}
            isOpen={isOpenByItself(each.mail, newest) !== toggled.has(each.mail.id)}
            onToggle={() => toggle(each.mail.id)}
            onTakenBack={(written) => onTakenBack(written, each.mail)}
            onForward={onForward && (() => onForward(each.mail))}
          />
        ) : (
          <div key={each.aside.id} className={styles.aside}>
            {each.aside.node}
          </div>
        ),
      )}
    </div>
  );
}

function isOpenByItself({ id, state }: MailView, newest: string | undefined): boolean {
  return id === newest || state === 'failed' || state === 'bounced';
}

function inOrder(mails: MailView[], asides: Aside[]) {
  const all = [
    ...mails.map((mail) => ({ mail, at: mail.at })),
    ...asides.map((aside) => ({ aside, at: aside.at })),
  ];
  return all.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
