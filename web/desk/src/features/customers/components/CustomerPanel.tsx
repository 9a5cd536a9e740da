import { CheckCircleFilled } from '@ant-design/icons';
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer, Interaction } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { Avatar } from '@/ui/Avatar';
import { ErrorState } from '@/ui/ErrorState';
import { useCustomer } from '../api/get-customer';
import { useChangeCustomer } from '../api/change-customer';
import { EarlierInteractions } from './EarlierInteractions';
import { EditableField } from './EditableField';
import { AskNext, PersonSection } from './PersonSection';
import styles from './CustomerPanel.module.css';

interface Props {
  interaction: Interaction;
  children?: ReactNode; // what there is to know before saying hello
  asked?: string | undefined; // what the agent is advised to ask
  why?: ReactNode;
  // About the person, below who they are.
  more?: ReactNode;
  onRead: (interactionId: string) => void;
}

// Who this is and what they may be here for comes first; what is looked up now and then, below it.
export function CustomerPanel({ interaction, children, asked, why, more, onRead }: Props) {
  const { t } = useTranslation('customers');
  const { data: customer, error, refetch } = useCustomer(interaction.customer.id);
  return (
    <div className={styles.panel}>
      {error && !customer && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!customer && !error && <Skeleton active avatar className={styles.section} />}
      {customer && <Who key={customer.id} customer={customer} asked={asked} />}
      {children}
      {customer && <Details key={`details ${customer.id}`} customer={customer} />}
      {customer && <PersonSection key={`person ${customer.id}`} customerId={customer.id} />}
      {more}
      <Here interaction={interaction} />
      {why}
      <section className={styles.section}>
        <h2>{t('earlier')}</h2>
        <EarlierInteractions customerId={interaction.customer.id} except={interaction.id} onRead={onRead} />
      </section>
    </div>
  );
}

function Who({ customer, asked }: { customer: Customer; asked: string | undefined }) {
  const { t } = useTranslation('customers');
  return (
    <section className={styles.section}>
      <div className={styles.who}>
        <Avatar name={customer.shown_name} size={40} />
        <div>
          <strong>{customer.shown_name}</strong>
          <p className="quiet">
            {customer.is_verified ? (
              <span className={styles.verified}>
                <CheckCircleFilled /> {t('verified')}
              </span>
            ) : (
              t('not_verified')
            )}
          </p>
        </div>
      </div>
      {customer.note && <p className={styles.question}>{customer.note}</p>}
      <AskNext customerId={customer.id} asked={asked} />
    </section>
  );
}

function Details({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const change = useChangeCustomer(customer.id);
  const set = (field: 'name' | 'email' | 'phone' | 'note') => async (value: string) => {
    await change.mutateAsync({ [field]: value });
  };
  return (
    <section className={styles.section}>
      <h2>{t('profile')}</h2>
      <EditableField
        label={t('name')}
        value={customer.name}
        placeholder={t('name_unknown')}
        onSave={set('name')}
      />
      <EditableField label={t('email')} value={customer.email ?? ''} onSave={set('email')} />
      <EditableField label={t('phone')} value={customer.phone ?? ''} onSave={set('phone')} />
      <EditableField label={t('note')} value={customer.note ?? ''} onSave={set('note')} isLong />
      <dl className={styles.facts}>
        {customer.external_id && <Fact name={t('external_id')} value={customer.external_id} />}
        <Fact name={t('since')} value={format.dateTime(customer.created_at)} />
      </dl>
    </section>
  );
}

function Here({ interaction }: { interaction: Interaction }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  return (
    <section className={styles.section}>
      <h2>{t('this_conversation')}</h2>
      <dl className={styles.facts}>
        <Fact name={t('arrived')} value={format.dateTime(interaction.arrived_at)} />
        {interaction.entrance && <Fact name={t('entrance')} value={interaction.entrance} />}
        {interaction.language && <Fact name={t('language')} value={interaction.language} />}
        {interaction.page_url && (
          <Fact
            name={t('page')}
            value={
              <a href={safeUrl(interaction.page_url)} target="_blank" rel="noreferrer noopener">
                {interaction.page_url}
              </a>
            }
          />
        )}
      </dl>
    </section>
  );
}

// The address comes from the visitor's browser: only web addresses become links.
function safeUrl(text: string): string | undefined {
  return /^https?:\/\//i.test(text) ? text : undefined;
}

function Fact({ name, value }: { name: string; value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
