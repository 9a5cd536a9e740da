import {
  CalendarOutlined,
  DownOutlined,
  ExportOutlined,
  PaperClipOutlined,
  RightOutlined,
  RobotOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailAddress, MailView, NewMail } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { Avatar } from '@/ui/Avatar';
import { writeAddress } from '../state/addresses';
import { MailBody } from './MailBody';
import { MailFiles } from './MailFiles';
import { MailStateMark } from './MailStateMark';
import { SenderProof } from './SenderProof';
import styles from './Email.module.css';

interface Props {
  mail: MailView;
  isOpen: boolean;
  onToggle: () => void;
  onTakenBack: (written: NewMail) => void;
  onForward?: () => void;
}

// One mail of the exchange: a line, or all of it.
export function MailItem({ mail, isOpen, onToggle, onTakenBack, onForward }: Props) {
  const { t } = useTranslation('email');
  const format = useFormat();
  const names = useNames();
  const panel = useId();
  const isOurs = mail.direction === 'out';
  const from = mail.from[0];
  const author =
    isOurs && mail.agent_id ? names.of('users', mail.agent_id) : from?.name || from?.address || '?';
  const at = format.dateTime(mail.date ?? mail.at);
  return (
    <article
      className={`${styles.mail} ${isOurs ? styles.ours : ''}`}
      aria-label={t('mail_of', { author, at })}
    >
      <button
        type="button"
        className={styles.head}
        aria-expanded={isOpen}
        aria-controls={panel}
        onClick={onToggle}
      >
        <Avatar name={author} size={28} />
        <span className={styles.who}>
          <strong className="ellipsis">{author}</strong>
          {isOpen ? (
            <span className="quiet ellipsis">{from?.address}</span>
          ) : (
            <span className="quiet ellipsis">{mail.content.text.slice(0, 160)}</span>
          )}
        </span>
        {mail.files.length > 0 && <PaperClipOutlined title={t('files')} />}
        {mail.is_forward && <ExportOutlined title={t('forwarded')} />}
        {mail.is_machine && <RobotOutlined title={t('machine')} />}
        <time dateTime={mail.at} className="quiet numbers">
          {at}
        </time>
        {isOpen ? <DownOutlined aria-hidden="true" /> : <RightOutlined aria-hidden="true" />}
      </button>
      {isOurs && mail.state !== 'delivered' && mail.state !== 'sent' && !isOpen && (
        <MailStateMark mail={mail} onTakenBack={onTakenBack} />
      )}
      {isOpen && (
        <div id={panel} className={styles.panel}>
          <dl className={styles.people}>
            <People label={t('to')} list={mail.to} />
            <People label={t('cc')} list={mail.cc} />
            <People label={t('bcc')} list={mail.bcc} />
          </dl>
          {isOurs ? <MailStateMark mail={mail} onTakenBack={onTakenBack} /> : <SenderProof mail={mail} />}
          {mail.calendar && (
            <p className={styles.calendar}>
              <CalendarOutlined /> {t(`calendar.${answerOf(mail)}`, { what: mail.calendar.summary })}
            </p>
          )}
          <MailBody mail={mail} />
          <MailFiles files={mail.files} isHtml={mail.content.html !== ''} />
          {onForward && (
            <Button size="small" icon={<ExportOutlined />} className={styles.forward} onClick={onForward}>
              {t('forward')}
            </Button>
          )}
        </div>
      )}
    </article>
  );
}

function answerOf({ calendar }: MailView): string {
  if (calendar?.method !== 'REPLY') return calendar?.method === 'CANCEL' ? 'cancelled' : 'invitation';
  const answer = calendar.partstat.toLowerCase();
  return ['accepted', 'declined', 'tentative'].includes(answer) ? answer : 'invitation';
}

function People({ label, list }: { label: string; list: MailAddress[] }) {
  if (list.length === 0) return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd>{list.map(writeAddress).join(', ')}</dd>
    </div>
  );
}
