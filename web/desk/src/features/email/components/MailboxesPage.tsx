import { useTranslation } from 'react-i18next';
import type { Mailbox } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { ResourcePage } from '@/ui/ResourcePage';
import { mailboxes, useMailboxStates } from '../api/mailboxes';
import { MailboxForm } from './MailboxForm';
import { MailboxBadge } from './MailboxBadge';

// Secrets are only ever sent.
export type MailboxValues = Omit<Mailbox, 'id' | 'has_imap_secret' | 'has_smtp_secret' | 'queue_id'> & {
  queue_id?: string;
  imap_secret?: string;
  smtp_secret?: string;
};

const blank: MailboxValues = {
  name: '',
  is_active: true,
  address: '',
  aliases: [],
  language: 'en',
  sender_name: '',
  signature: '',
  undo_s: 10,
  does_answer_first: false,
  first_answer: '',
  tag_separator: '+',
  hourly_max: 100,
  authserv_id: '',
  does_fetch: true,
  imap_host: '',
  imap_port: 993,
  imap_security: 'tls',
  imap_login: 'password',
  imap_user: '',
  folder: 'INBOX',
  folder_after: '',
  takes_old_mails: false,
  sent_folder: '',
  smtp_host: '',
  smtp_port: 465,
  smtp_security: 'tls',
  smtp_login: 'password',
  smtp_user: '',
};

export function MailboxesPage() {
  const { t } = useTranslation('email');
  const names = useNames();
  const stateOf = useMailboxStates();
  return (
    <ResourcePage<Mailbox, MailboxValues>
      resource={mailboxes}
      title={t('mailboxes.title')}
      help={t('mailboxes.help')}
      addText={t('mailboxes.add')}
      formWidth={680}
      columns={[
        { title: t('mailboxes.address'), dataIndex: 'address', ellipsis: true },
        { title: t('mailboxes.queue'), render: (_, each) => names.of('queues', each.queue_id) },
        {
          title: t('mailboxes.state'),
          render: (_, each) => <MailboxBadge mailbox={each} state={stateOf(each.id)} />,
        },
      ]}
      blank={blank}
      valuesOf={({ id: _id, has_imap_secret: _imap, has_smtp_secret: _smtp, ...values }) => values}
      fieldsOf={withoutEmptySecrets}
      textOf={({ name, address }) => `${name} ${address}`}
      form={(mailbox) => <MailboxForm mailbox={mailbox} />}
    />
  );
}

// Left empty, a secret stays what it is.
function withoutEmptySecrets({ imap_secret, smtp_secret, ...values }: MailboxValues): object {
  return { ...values, ...(imap_secret ? { imap_secret } : {}), ...(smtp_secret ? { smtp_secret } : {}) };
}
