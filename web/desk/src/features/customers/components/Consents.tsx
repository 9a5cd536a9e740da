import { App as AntApp, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Consent, ConsentFields, CustomerProfile } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { useMay } from '@/lib/session';
import { Badge } from '@/ui/Badge';
import { useProblemText } from '@/ui/use-problem-text';
import { useConsentHistory, useSayConsent } from '../api/consents';
import styles from './CustomerPanel.module.css';

const purposes = ['marketing', 'surveys'];
const channels = ['any', 'voice', 'chat', 'email', 'message'];

// What the customer has agreed to, as it stands and as it came about; new words of theirs.
export function Consents({ profile }: { profile: CustomerProfile }) {
  const { t } = useTranslation('customers');
  const [isWhole, setWhole] = useState(false);
  const history = useConsentHistory(profile.id, isWhole);
  const writes = useMay('take_interactions');
  const supervises = useMay('supervise');
  const shown = isWhole ? (history.data ?? profile.consents) : profile.consents;
  return (
    <section className={styles.section} aria-label={t('consents')}>
      <h2>{t('consents')}</h2>
      {shown.length === 0 && <p className="quiet">{t('no_consents')}</p>}
      <ul className={styles.people}>
        {shown.map((consent) => (
          <Said key={consent.id} consent={consent} />
        ))}
      </ul>
      {profile.consents.length > 0 && (
        <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setWhole(!isWhole)}>
          {t(isWhole ? 'consents_now' : 'consents_history')}
        </Button>
      )}
      {(writes || supervises) && <Say customerId={profile.id} />}
    </section>
  );
}

function Said({ consent }: { consent: Consent }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const names = useNames();
  return (
    <li>
      <Badge tone={consent.is_given ? 'calm' : 'alarm'}>{t(consent.is_given ? 'given' : 'withdrawn')}</Badge>{' '}
      {t(`purpose.${consent.purpose}`, { defaultValue: consent.purpose })} ·{' '}
      {t(`on.${consent.channel}`, { defaultValue: consent.channel })}
      <p className="quiet">
        {format.dateTime(consent.at)}
        {consent.user_id && ` · ${names.of('users', consent.user_id)}`}
        {consent.how && ` · ${consent.how}`}
      </p>
    </li>
  );
}

function Say({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customers');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const say = useSayConsent(customerId);
  const [form] = Form.useForm<ConsentFields>();
  const tell = (is_given: boolean) =>
    void say.mutateAsync({ ...form.getFieldsValue(), is_given }).then(
      () => form.resetFields(['how']),
      (error: unknown) => void message.error(problemText(error)),
    );
  return (
    <Form
      form={form}
      className={styles.consent}
      initialValues={{ purpose: 'marketing', channel: 'any', how: '' }}
    >
      <Form.Item name="purpose" noStyle>
        <Select
          size="small"
          aria-label={t('purpose_title')}
          options={purposes.map((value) => ({ value, label: t(`purpose.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="channel" noStyle>
        <Select
          size="small"
          aria-label={t('channel_title')}
          options={channels.map((value) => ({ value, label: t(`on.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="how" noStyle>
        <Input size="small" maxLength={300} placeholder={t('consent_how')} aria-label={t('consent_how')} />
      </Form.Item>
      <div className={styles.row}>
        <Button size="small" disabled={say.isPending} onClick={() => tell(true)}>
          {t('give')}
        </Button>
        <Button size="small" disabled={say.isPending} onClick={() => tell(false)}>
          {t('withdraw')}
        </Button>
      </div>
    </Form>
  );
}
