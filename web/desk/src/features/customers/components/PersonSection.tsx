import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CustomerProfile } from '@/lib/contract';
import { useProfile } from '../api/person';
import { Proposals } from './Proposals';
import { PersonRows } from './PersonRows';
import styles from './CustomerPanel.module.css';

interface Props {
  customerId: string;
  hasIdentities?: boolean;
}

// Who this is beyond the row they came in: likely others, what belongs together, what to ask for.
export function PersonSection({ customerId, hasIdentities = true }: Props) {
  const { data: profile } = useProfile(customerId);
  return (
    <>
      <Proposals customerId={customerId} />
      {profile && hasIdentities && <Identities profile={profile} />}
      {profile && profile.rows.length > 1 && <PersonRows customerId={customerId} />}
    </>
  );
}

const contactKinds = ['email', 'phone', 'company_id', 'host_subject'];

// How much is known of them, and the one thing that is worth asking for, unless it is said elsewhere (`asked`).
export function AskNext({ customerId, asked }: { customerId: string; asked?: string | undefined }) {
  const { t, i18n } = useTranslation('customers');
  const { data: profile } = useProfile(customerId);
  if (!profile) return null;
  const { percent, question } = profile.completeness;
  return (
    <>
      <div className={styles.complete}>
        <span>{t('complete')}</span>
        <Progress percent={percent} size="small" aria-label={t('complete')} />
      </div>
      {question && question.text !== asked && (
        <p className={styles.question}>
          <span className="quiet">{t('ask_next')}</span>{' '}
          {i18n.language.startsWith('zh') ? question.text_zh : question.text}
        </p>
      )}
    </>
  );
}

function Identities({ profile }: { profile: CustomerProfile }) {
  const { t } = useTranslation('customers');
  const identities = profile.identities.filter(({ kind }) => contactKinds.includes(kind));
  if (identities.length === 0) return null;
  return (
    <section className={styles.section}>
      <dl className={styles.facts}>
        {identities.map(({ kind, value }) => (
          <Identity key={`${kind} ${value}`} name={t(`identity.${kind}`)} value={value} />
        ))}
      </dl>
    </section>
  );
}

function Identity({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
