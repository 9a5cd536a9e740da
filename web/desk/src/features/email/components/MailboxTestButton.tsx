import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Mailbox, ServerTest } from '@/lib/contract';
import { useProblemText } from '@/ui/use-problem-text';
import { useTestMailbox } from '../api/mailboxes';

// Connects with what is saved, not with what stands in the form.
export function MailboxTestButton({ mailbox }: { mailbox: Mailbox }) {
  const { t } = useTranslation('email');
  const problemText = useProblemText();
  const test = useTestMailbox(mailbox.id);
  return (
    <div style={{ display: 'grid', gap: 8, marginBottom: 16, justifyItems: 'start' }}>
      <Button loading={test.isPending} onClick={() => test.mutate()}>
        {t('test.button')}
      </Button>
      {test.error && <Alert type="error" showIcon title={problemText(test.error)} />}
      {test.data && (
        <>
          <Outcome name={t('mailboxes.incoming')} outcome={test.data.imap} />
          <Outcome name={t('mailboxes.outgoing')} outcome={test.data.smtp} />
          {test.data.folders.length > 0 && (
            <p className="quiet">{t('test.folders', { folders: test.data.folders.join(', ') })}</p>
          )}
        </>
      )}
    </div>
  );
}

function Outcome({ name, outcome }: { name: string; outcome: ServerTest }) {
  const { t } = useTranslation('email');
  if (!outcome.is_used) return <Alert type="info" showIcon title={t('test.not_used', { name })} />;
  if (outcome.is_ok) return <Alert type="success" showIcon title={t('test.works', { name })} />;
  const reason = t(`trouble.${outcome.reason ?? 'other'}`, { defaultValue: t('trouble.other') });
  return <Alert type="error" showIcon title={`${name}: ${reason}`} description={outcome.detail} />;
}
