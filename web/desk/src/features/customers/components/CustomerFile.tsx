import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerProfile } from '@/lib/contract';
import { ErrorState } from '@/ui/ErrorState';
import { PageFrame } from '@/ui/PageFrame';
import { useChangeCustomer } from '../api/change-customer';
import { useChangeProfile } from '../api/change-profile';
import { useProfile } from '../api/person';
import panel from './CustomerPanel.module.css';
import styles from './Customers.module.css';
import { Consents } from './Consents';
import { EditableField } from './EditableField';
import { Identities } from './Identities';
import { JoinByHand } from './JoinByHand';
import { OwnFields } from './OwnFields';
import { AskNext, PersonSection } from './PersonSection';
import { Thread } from './Thread';

interface Props {
  customerId: string;
  // Beside the thread, above what is known.
  first?: ReactNode;
  onRead: (interactionId: string) => void;
  further?: ReactNode; // beside the profile
}

// One person on a page: what is known of them, and their thread.
export function CustomerFile({ customerId, first, onRead, further: sections }: Props) {
  const { t } = useTranslation('customers');
  const { data: profile, error, refetch } = useProfile(customerId);
  if (error && !profile) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!profile) return <Skeleton active />;
  return (
    <PageFrame title={profile.values.name?.value ?? t('name_unknown')} isWide>
      <div className={styles.columns}>
        <Thread key={customerId} customerId={customerId} onRead={onRead} />
        <aside className={styles.side} aria-label={t('profile')}>
          {first}
          <section className={panel.section} aria-label={t('complete')}>
            <AskNext customerId={customerId} />
          </section>
          <Fields key={customerId} profile={profile} />
          <OwnFields profile={profile} />
          <Identities profile={profile} />
          <Consents profile={profile} />
          <PersonSection customerId={customerId} hasIdentities={false} />
          <JoinByHand profile={profile} />
          {sections}
        </aside>
      </div>
    </PageFrame>
  );
}

const own = ['name', 'email', 'phone'] as const;
const further = [
  'salutation',
  'birthday',
  'address',
  'household',
  'language',
  'preferred_channel',
  'quiet_hours',
] as const;

function Fields({ profile }: { profile: CustomerProfile }) {
  const { t } = useTranslation('customers');
  const change = useChangeCustomer(profile.id);
  const changeProfile = useChangeProfile(profile.id);
  const value = (field: string) => profile.values[field]?.value ?? '';
  return (
    <section className={panel.section}>
      {own.map((field) => (
        <EditableField
          key={field}
          label={t(field)}
          value={value(field)}
          onSave={async (text) => void (await change.mutateAsync({ [field]: text }))}
        />
      ))}
      {further.map((field) => (
        <EditableField
          key={field}
          label={t(field)}
          value={value(field)}
          isLong={field === 'address'}
          onSave={async (text) => void (await changeProfile.mutateAsync({ [field]: text }))}
        />
      ))}
    </section>
  );
}
