import { MailOutlined } from '@ant-design/icons';
import { Button, Drawer, Skeleton } from 'antd';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMailSenders } from '../api/get-senders';
import { writeAddress } from '../state/addresses';
import { emptyDraft, readMailDraft } from '../state/mail-drafts';
import type { MailDraft } from '../state/mail-drafts';
import { useUndoToast } from './use-undo-toast';

const MailComposer = lazy(() => import('./MailComposer'));

interface Props {
  customer: { id: string; name: string; email?: string };
}

// A mail to a customer that answers none.
export function WriteMailButton({ customer }: Props) {
  const { t } = useTranslation('email');
  const senders = useMailSenders();
  const place = `customer-${customer.id}`;
  const [draft, setDraft] = useState<MailDraft | null>(null);
  const toast = useUndoToast(setDraft);
  if (senders.length === 0) return null;
  const to = customer.email ? [writeAddress({ name: customer.name, address: customer.email })] : [];
  const begin = () => setDraft(readMailDraft(place) ?? { ...emptyDraft, mailboxId: senders[0]?.id, to });
  return (
    <div style={{ padding: '8px 14px' }}>
      <Button size="small" icon={<MailOutlined />} onClick={begin}>
        {t('write_to_customer')}
      </Button>
      <Drawer
        open={draft !== null}
        title={t('write_to_customer')}
        size={620}
        onClose={() => setDraft(null)}
        styles={{
          body: { display: 'flex', flexDirection: 'column', justifyContent: 'flex-start', padding: 0 },
        }}
      >
        {draft && (
          <Suspense fallback={<Skeleton active style={{ padding: 16 }} />}>
            <MailComposer
              place={place}
              initial={draft}
              customerId={customer.id}
              isActive
              onClose={() => setDraft(null)}
              onSent={(mail, sent) => {
                setDraft(null);
                toast(mail, sent);
              }}
            />
          </Suspense>
        )}
      </Drawer>
    </div>
  );
}
