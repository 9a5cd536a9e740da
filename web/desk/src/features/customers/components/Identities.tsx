import { DeleteOutlined } from '@ant-design/icons';
import { App as AntApp, Button, Form, Input, Popconfirm, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CustomerProfile, ProfileIdentity } from '@/lib/contract';
import { useMay } from '@/lib/session';
import { useProblemText } from '@/ui/use-problem-text';
import { useAddIdentity, useRemoveIdentity } from '../api/identities';
import styles from './CustomerPanel.module.css';

const kinds = ['email', 'phone', 'company_id', 'host_subject'] as const;
type Kind = (typeof kinds)[number];
const isKnown = (kind: string): kind is Kind => (kinds as readonly string[]).includes(kind);

// What leads to this person. Browsers are half a key and are not shown; a channel's own ids keep their name.
export function Identities({ profile }: { profile: CustomerProfile }) {
  const { t } = useTranslation('customers');
  const writes = useMay('take_interactions');
  const supervises = useMay('supervise');
  const shown = profile.identities.filter(({ value }) => value !== '');
  return (
    <section className={styles.section} aria-label={t('identities')}>
      <h2>{t('identities')}</h2>
      <ul className={styles.people}>
        {shown.map((identity) => (
          <Identity
            key={`${identity.kind} ${identity.value}`}
            identity={identity}
            customerId={profile.id}
            canRemove={writes || supervises}
          />
        ))}
      </ul>
      {shown.length === 0 && <p className="quiet">{t('no_identities')}</p>}
      {(writes || supervises) && <Add customerId={profile.id} />}
    </section>
  );
}

interface IdentityProps {
  identity: ProfileIdentity;
  customerId: string;
  canRemove: boolean;
}

function Identity({ identity: { kind, value, is_verified }, customerId, canRemove }: IdentityProps) {
  const { t } = useTranslation('customers');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const remove = useRemoveIdentity(customerId);
  return (
    <li className={styles.row}>
      <span className={styles.other}>
        <span className="quiet">{isKnown(kind) ? t(`identity.${kind}`) : kind}</span> {value}
        {is_verified && <span className={styles.verified}> · {t('shown')}</span>}
      </span>
      {canRemove && (
        <Popconfirm
          title={t('remove_identity_title')}
          okText={t('remove')}
          onConfirm={() =>
            remove
              .mutateAsync({ kind, value, is_verified })
              .catch((error: unknown) => void message.error(problemText(error)))
          }
        >
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('remove_identity', { value })}
            disabled={remove.isPending}
          />
        </Popconfirm>
      )}
    </li>
  );
}

function Add({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customers');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const add = useAddIdentity(customerId);
  const [form] = Form.useForm<{ kind: Kind; value: string }>();
  return (
    <Form
      form={form}
      className={styles.add}
      initialValues={{ kind: 'email', value: '' }}
      onFinish={({ kind, value }) =>
        void add.mutateAsync({ kind, value: value.trim(), is_verified: false }).then(
          () => form.resetFields(['value']),
          (error: unknown) => void message.error(problemText(error)),
        )
      }
    >
      <Form.Item name="kind" noStyle>
        <Select
          size="small"
          aria-label={t('identity_kind')}
          options={kinds.map((value) => ({ value, label: t(`identity.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="value" noStyle rules={[{ required: true, whitespace: true, message: '' }]}>
        <Input size="small" maxLength={254} aria-label={t('identity_value')} />
      </Form.Item>
      <Button size="small" htmlType="submit" loading={add.isPending}>
        {t('add')}
      </Button>
    </Form>
  );
}
