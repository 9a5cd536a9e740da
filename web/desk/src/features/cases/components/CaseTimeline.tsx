import { PaperClipOutlined } from '@ant-design/icons';
import { App as AntApp, Button, Checkbox, Input, Modal, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { CaseEvent, ShownCase } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { ErrorState } from '@/ui/ErrorState';
import { useEndScroll } from '@/ui/use-end-scroll';
import { useProblemText } from '@/ui/use-problem-text';
import { useCaseCommand } from '../api/change-case';
import { useCaseTimeline } from '../api/get-cases';
import { useCaseMails } from '../api/mails';
import styles from './Cases.module.css';
import { CommentMail } from './CommentMail';
import { useChangeWords } from './use-change-words';

interface Props {
  which: ShownCase;
  canSplit: boolean;
  onRead: (interactionId: string) => void;
  onTakenBack: (text: string) => void;
}

export function CaseTimeline(props: Props) {
  const { data, error, refetch } = useCaseTimeline(props.which.id);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active />;
  return <Events {...props} events={[...data].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))} />;
}

function Events({ which, canSplit, onRead, onTakenBack, events }: Props & { events: CaseEvent[] }) {
  const { t } = useTranslation('cases');
  const mails = useCaseMails(which.id);
  const [chosen, setChosen] = useState<string[] | null>(null);
  const { box, onScroll } = useEndScroll<HTMLOListElement>(events.length, events[0]?.id);
  const toggle = (id: string) =>
    setChosen((before) =>
      before?.includes(id) ? before.filter((each) => each !== id) : [...(before ?? []), id],
    );
  return (
    <>
      <ol ref={box} className={styles.timeline} tabIndex={0} aria-label={t('timeline')} onScroll={onScroll}>
        {events.map((event) => {
          const canTake =
            chosen !== null &&
            event.case_id === which.id &&
            (event.kind === 'comment' || event.kind === 'linked');
          return (
            <li key={event.id} className={styles[kindClass(event)]}>
              {canTake && (
                <Checkbox
                  aria-label={t('take_along')}
                  checked={chosen.includes(event.id)}
                  onChange={() => toggle(event.id)}
                />
              )}
              <div className={styles.event}>
                <Event event={event} which={which} onRead={onRead} />
                {mails
                  .filter(({ event_id }) => event_id === event.id)
                  .map((mail) => (
                    <CommentMail key={mail.mail_id} mail={mail} onTakenBack={onTakenBack} />
                  ))}
              </div>
            </li>
          );
        })}
      </ol>
      {canSplit && !which.merged_into_id && <Splitting which={which} chosen={chosen} onChosen={setChosen} />}
    </>
  );
}

function kindClass(event: CaseEvent): 'customer' | 'agent' | 'note' | 'fact' | 'alarm' {
  if (event.kind === 'breach' || event.kind === 'forecast') return 'alarm';
  if (event.kind !== 'comment') return 'fact';
  if (event.is_by_customer) return 'customer';
  return event.is_public ? 'agent' : 'note';
}

function Event({
  event,
  which,
  onRead,
}: {
  event: CaseEvent;
  which: ShownCase;
  onRead: (id: string) => void;
}) {
  const { t } = useTranslation('cases');
  const names = useNames();
  const format = useFormat();
  const words = useChangeWords(which);
  const who = event.is_by_customer
    ? event.customer_id === which.customer_id
      ? which.customer_name || t('customer')
      : t('other_customer')
    : (event.user_id && names.of('users', event.user_id)) || event.by_rule || t('the_system');
  return (
    <>
      <p className={styles.eventHead}>
        <strong>{who}</strong>
        {event.by_rule && event.user_id && <span className="quiet"> · {event.by_rule}</span>}
        {event.kind === 'comment' && !event.is_by_customer && (
          <span className="quiet"> · {t(event.is_public ? 'public' : 'internal')}</span>
        )}
        {event.via_id && event.via_id !== which.id && (
          <span className="quiet"> · {t('by_way_of_merged')}</span>
        )}
        <time dateTime={event.at} className="quiet">
          {format.dateTime(event.at)}
        </time>
      </p>
      {event.kind === 'comment' ? (
        <>
          <p className={styles.words}>{event.text}</p>
          {event.files.length > 0 && <EventFiles event={event} />}
        </>
      ) : (
        <p className={styles.factText}>
          {t(`event.${event.kind}`, { what: event.text ? t(`clock.${event.text}`) : '' })}
          {event.changes.length > 0 && ` ${event.changes.map(words).join(' · ')}`}
          {event.interaction_id && (
            <Button type="link" size="small" onClick={() => onRead(event.interaction_id ?? '')}>
              {t('read')}
            </Button>
          )}
          {event.other_id && <Link to={`/cases/${event.other_id}`}> {t('other_case')}</Link>}
        </p>
      )}
    </>
  );
}

function EventFiles({ event }: { event: CaseEvent }) {
  const { t } = useTranslation('cases');
  const format = useFormat();
  return (
    <ul className={styles.files} aria-label={t('files')}>
      {event.files.map((file) => (
        <li key={file.id}>
          <a href={`/api/v1/attachments/${file.id}`} download={file.name} target="_blank" rel="noreferrer">
            <PaperClipOutlined aria-hidden /> {file.name}{' '}
            <small className="quiet">{format.bytes(file.bytes)}</small>
          </a>
        </li>
      ))}
    </ul>
  );
}

interface SplittingProps {
  which: ShownCase;
  chosen: string[] | null;
  onChosen: (ids: string[] | null) => void;
}

// Takes some of the timeline into a case of its own.
function Splitting({ which, chosen, onChosen }: SplittingProps) {
  const { t } = useTranslation('cases');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const navigate = useNavigate();
  const command = useCaseCommand(which.id);
  const [subject, setSubject] = useState<string | null>(null);
  if (chosen === null)
    return (
      <Button type="text" size="small" className={styles.split} onClick={() => onChosen([])}>
        {t('split')}
      </Button>
    );
  const send = () =>
    void command.mutateAsync({ name: 'split', body: { subject, event_ids: chosen } }).then(
      (made) => {
        onChosen(null);
        void navigate(`/cases/${made.id}`);
      },
      (error: unknown) => void message.error(problemText(error)),
    );
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('split')}>
      <span>{t('split_help')}</span>
      <Button
        size="small"
        type="primary"
        disabled={chosen.length === 0}
        onClick={() => setSubject(which.subject)}
      >
        {t('split_do', { count: chosen.length })}
      </Button>
      <Button size="small" onClick={() => onChosen(null)}>
        {t('cancel')}
      </Button>
      {subject !== null && (
        <Modal
          open
          title={t('split')}
          okText={t('open_case')}
          okButtonProps={{ disabled: !subject.trim(), loading: command.isPending }}
          onOk={send}
          onCancel={() => setSubject(null)}
        >
          <Input
            aria-label={t('subject')}
            value={subject}
            maxLength={200}
            onChange={(event) => setSubject(event.target.value)}
          />
        </Modal>
      )}
    </div>
  );
}
