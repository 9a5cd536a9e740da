import { useTranslation } from 'react-i18next';
import type { Mailbox } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { ResourcePage } from '@/ui/ResourcePage';
import { mailboxes, useMailboxStates } from '../api/mailboxes';
import { MailboxForm } from './MailboxForm';
import { MailboxBadge } from './MailboxBadge';

// Secrets are only ever sent.
const secrets = ['imap_secret', 'smtp_secret', 'oauth_client_secret', 'oauth_refresh_token'] as const;
type Secret = (typeof secrets)[number];

export type MailboxValues = Omit<Mailbox, 'id' | `has_${Secret}` | 'queue_id'> & {
  queue_id?: string;
} & Partial<Record<Secret, string>>;

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
  oauth_token_url: '',
  oauth_client_id: '',
  oauth_scope: '',
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
      valuesOf={withoutMarks}
      fieldsOf={withoutEmptySecrets}
      textOf={({ name, address }) => `${name} ${address}`}
      form={(mailbox) => <MailboxForm mailbox={mailbox} />}
    />
  );
}

function withoutMarks({
  id: _id,
  has_imap_secret: _imap,
  has_smtp_secret: _smtp,
  has_oauth_client_secret: _client,
  has_oauth_refresh_token: _refresh,
  ...values
}: Mailbox): MailboxValues {
  return values;
}

// Left empty, a secret stays what it is.
function withoutEmptySecrets(values: MailboxValues): object {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => value || !secrets.some((each) => each === name)),
  );
}
