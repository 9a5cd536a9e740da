import { Alert, App as AntApp, Button, Form, InputNumber, Skeleton, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProtectionSettings, RetentionLook } from '@/lib/contract';
import { ErrorState } from '@/ui/ErrorState';
import { PageFrame } from '@/ui/PageFrame';
import { useFieldErrors } from '@/ui/use-field-errors';
import { useProtectionSettings, useRetentionTrial, useSaveProtectionSettings } from '../api/protection';
import styles from './Protection.module.css';
import { RegisterTable } from './RegisterTable';

export function ProtectionPage() {
  const { t } = useTranslation('protection');
  const { data, error, refetch } = useProtectionSettings();
  return (
    <PageFrame title={t('title')} subtitle={t('help')} isWide>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton active />}
      {data && <SettingsForm settings={data} />}
      <RegisterTable />
    </PageFrame>
  );
}

const kinds = ['messages', 'cases', 'events', 'searches', 'audit'] as const;

function SettingsForm({ settings }: { settings: ProtectionSettings }) {
  const { t } = useTranslation('protection');
  const { message } = AntApp.useApp();
  const [form] = Form.useForm<ProtectionSettings>();
  const fieldErrors = useFieldErrors(form);
  const save = useSaveProtectionSettings();
  const trial = useRetentionTrial();
  const [failure, setFailure] = useState<string | null>(null);
  const onError = (error: unknown) => setFailure(fieldErrors(error));
  const submit = (wanted: ProtectionSettings) =>
    save.mutate(wanted, {
      onSuccess: () => {
        setFailure(null);
        void message.success(t('ui:admin.saved'));
      },
      onError,
    });
  const look = () =>
    void form.validateFields().then((wanted) => {
      setFailure(null);
      trial.mutate(wanted, { onError });
    });
  return (
    <Form form={form} layout="vertical" initialValues={settings} onFinish={submit} className={styles.card}>
      {failure && <Alert type="error" showIcon title={failure} style={{ marginBottom: 16 }} />}
      <Form.Item
        name="redacts_cards"
        label={t('redacts_cards')}
        extra={t('redacts_cards_help')}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
      <Form.Item
        name="redacts_resident_ids"
        label={t('redacts_resident_ids')}
        extra={t('redacts_resident_ids_help')}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
      <p className="quiet">{t('kept_help')}</p>
      <div className={styles.days}>
        {kinds.map((kind) => (
          <Form.Item
            key={kind}
            name={`${kind}_kept_days`}
            label={t(`kept.${kind}`)}
            rules={[{ required: true }]}
          >
            <InputNumber min={0} max={36_500} precision={0} suffix={t('days')} style={{ width: '100%' }} />
          </Form.Item>
        ))}
      </div>
      {trial.data && <Trial look={trial.data} />}
      <Form.Item>
        <div className={styles.acts}>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('ui:save')}
          </Button>
          <Button onClick={look} loading={trial.isPending}>
            {t('try')}
          </Button>
        </div>
      </Form.Item>
    </Form>
  );
}

function Trial({ look }: { look: RetentionLook }) {
  const { t } = useTranslation('protection');
  const due = look.items.filter(({ things }) => things > 0);
  return (
    <Alert
      type={due.length > 0 ? 'warning' : 'success'}
      showIcon
      style={{ marginBottom: 16 }}
      title={due.length > 0 ? t('would_go') : t('nothing_goes')}
      description={
        due.length > 0 && (
          <ul className={styles.list}>
            {due.map(({ kind, things }) => (
              <li key={kind}>
                {t(`kept.${kind}`)}: <span className="numbers">{things}</span>
              </li>
            ))}
          </ul>
        )
      }
    />
  );
}
