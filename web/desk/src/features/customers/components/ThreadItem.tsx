import {
  FormOutlined,
  MailOutlined,
  ProfileOutlined,
  QuestionCircleOutlined,
  ReadOutlined,
  SafetyOutlined,
  ShoppingOutlined,
  UsergroupAddOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type {
  InteractionRecord,
  ThreadCase,
  ThreadEntry,
  ThreadMail,
  ThreadPost,
  ThreadReading,
} from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { ChannelMark } from '@/ui/ChannelMark';
import { describe } from './describe';
import styles from './Customers.module.css';

interface Props {
  entry: ThreadEntry;
  onRead: (interactionId: string) => void;
}

// One thing in a person's thread: what it was, when, and in a few words what it said.
export function ThreadItem({ entry, onRead }: Props) {
  const { t } = useTranslation('customers');
  const { interaction, event, consent, join, opened_case, reading, post, mail } = entry;
  if (interaction) return <Conversation at={entry.at} interaction={interaction} onRead={onRead} />;
  if (opened_case) return <OpenedCase at={entry.at} opened={opened_case} />;
  if (reading) return <Reading at={entry.at} reading={reading} />;
  if (post) return <Post at={entry.at} post={post} />;
  if (mail) return <Mail at={entry.at} mail={mail} />;
  if (event) {
    const amount = event.amount && `${event.amount} ${event.currency}`;
    return (
      <Line at={entry.at} icon={<ShoppingOutlined />} kind={t('kind.event')}>
        {[event.kind, amount, event.text].filter(Boolean).join(' · ')}
      </Line>
    );
  }
  if (consent)
    return (
      <Line at={entry.at} icon={<SafetyOutlined />} kind={t('kind.consent')} facts={[consent.how]}>
        {t(consent.is_given ? 'consent_given' : 'consent_withdrawn', {
          purpose: consent.purpose,
          channel: consent.channel,
        })}
      </Line>
    );
  if (!join) return null;
  return (
    <Line at={entry.at} icon={<UsergroupAddOutlined />} kind={t('kind.join')}>
      {t(join.undone_at ? 'join_undone' : 'joined')}: {describe(join.row_a)} = {describe(join.row_b)}
    </Line>
  );
}

interface LineProps {
  at: string;
  icon: ReactNode;
  kind: string;
  facts?: string[];
  words?: string;
  children: ReactNode;
}

function Line({ at, icon, kind, facts = [], words = '', children }: LineProps) {
  const format = useFormat();
  return (
    <>
      <span className="quiet" title={kind}>
        <span aria-hidden="true">{icon}</span>
        <span className="sr-only">{kind}</span>
      </span>{' '}
      {children}
      {words && <p className={styles.words}>{words}</p>}
      <p className="quiet">{[format.dateTime(at), ...facts].filter(Boolean).join(' · ')}</p>
    </>
  );
}

function Conversation({
  at,
  interaction,
  onRead,
}: {
  at: string;
  interaction: InteractionRecord;
  onRead: (id: string) => void;
}) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const names = useNames();
  const ended = interaction.outcome
    ? t(`ui:outcome.${interaction.outcome}`)
    : t(`ui:state.${interaction.state}`);
  return (
    <>
      <ChannelMark channel={interaction.channel} />{' '}
      <Button type="link" size="small" className={styles.link} onClick={() => onRead(interaction.id)}>
        {interaction.first_text || t(`ui:channel.${interaction.channel}`)}
      </Button>
      <p className="quiet">
        {[format.dateTime(at), ended, names.of('users', interaction.agent_id)].filter(Boolean).join(' · ')}
      </p>
    </>
  );
}

function OpenedCase({ at, opened }: { at: string; opened: ThreadCase }) {
  const { t } = useTranslation('customers');
  return (
    <Line
      at={at}
      icon={opened.origin === 'form' ? <FormOutlined /> : <ProfileOutlined />}
      kind={t(opened.origin === 'form' ? 'kind.form' : 'kind.opened_case')}
      words={opened.words}
      facts={[t(`case_from.${opened.origin}`)]}
    >
      <Link to={`/cases/${opened.id}`}>
        {opened.number} {opened.subject}
      </Link>
    </Line>
  );
}

function Reading({ at, reading }: { at: string; reading: ThreadReading }) {
  const { t } = useTranslation('customers');
  return (
    <Line at={at} icon={<ReadOutlined />} kind={t('kind.reading')} facts={[t('read_article')]}>
      {reading.title ? (
        <Link to={`/knowledge/${reading.article_id}`} lang={reading.language}>
          {reading.title}
        </Link>
      ) : (
        <span className="quiet">{t('article_gone')}</span>
      )}
    </Line>
  );
}

function Post({ at, post }: { at: string; post: ThreadPost }) {
  const { t } = useTranslation('customers');
  const isQuestion = post.id === post.question_id;
  return (
    <Line
      at={at}
      icon={<QuestionCircleOutlined />}
      kind={t('kind.post')}
      words={post.words}
      facts={[t(isQuestion ? 'asked_community' : 'answered_community'), post.is_shown ? '' : t('not_shown')]}
    >
      <Link to={`/community/${post.question_id}`}>{post.title}</Link>
    </Line>
  );
}

function Mail({ at, mail }: { at: string; mail: ThreadMail }) {
  const { t } = useTranslation('customers');
  const names = useNames();
  return (
    <Line
      at={at}
      icon={<MailOutlined />}
      kind={t('kind.mail')}
      facts={[
        t('mail_to', { to: mail.to.join(', ') }),
        t(`mail_state.${mail.state}`, { defaultValue: mail.state }),
        mail.agent_id ? names.of('users', mail.agent_id) : '',
      ]}
    >
      {mail.subject || <span className="quiet">{t('no_subject')}</span>}
    </Line>
  );
}
